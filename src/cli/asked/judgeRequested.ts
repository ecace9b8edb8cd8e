import { resolve } from 'node:path'
import { confined } from '../../disk/confined.ts'
import { diskFiles } from '../../disk/diskFiles.ts'
import type { EvalSet } from '../../evals/evalSet.ts'
import { type MarkedAnswer, markedAnswers } from '../../evals/marking/markedAnswers.ts'
import { marksPathOf, readMarks } from '../../evals/marking/markFile.ts'
import { rubricAnswers, rubricSet } from '../../evals/marking/rubricSet.ts'
import { prepare } from '../../evals/preparing/prepare.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { findTarget, readPromptFile, readSourceText } from '../../prompts/readPromptFile.ts'
import type { JudgeRequest } from '../../run/judging/judgeRun.ts'
import { verdicts } from '../../run/judging/rubricRun.ts'
import type { RunRequest, RunSettings } from '../../run/request.ts'
import type { Settings } from '../../settings/readSettings.ts'
import type { Terminal } from '../output/terminal.ts'
import { findRoot } from '../root.ts'
import { chooseModels } from './chosenModels.ts'
import { settingsOf } from './optionSettings.ts'
import type { Options } from './options.ts'
import { inputOf, posix } from './typedInput.ts'

/** A rubric of the prompt's eval set is optimized in its place. */
export const isRubricTarget = (target: string | undefined): boolean => /^judge(?:\[\d+\])?$/.test(target ?? '')

interface Requested<Request> {
  readonly request: Request
  readonly keys: Readonly<Record<string, string>>
}

/** The check of a judge that was typed. Everything that can be wrong with it is found here, before anything is spent. */
export async function judgeRequestOf(options: Options, terminal: Terminal): Promise<Outcome<Requested<JudgeRequest>>> {
  const settings = settingsOf(options)
  if (!settings.ok) return settings
  const marked = await markedOf(options, terminal)
  if (!marked.ok) return marked
  const { evalSet, marks, answers, notJudged } = marked.value
  const chosen = await judgeModelsOf(settings.value, evalSet, options, terminal)
  if (!chosen.ok) return chosen
  return success({
    keys: chosen.value.keys,
    request: {
      id: newRunId(),
      folder: posix(findRoot(terminal.cwd)),
      evalSet: { path: evalSet.path, checks: evalSet.checks, ...(evalSet.dialect && { dialect: evalSet.dialect }) },
      judge: chosen.value.models.task,
      marks,
      answers,
      notJudged,
      settings: settings.value.run,
    },
  })
}

/** The optimization of a rubric: the judge is the model that is prompted, and people's marks are the cases. */
export async function rubricRequestOf(
  options: Options,
  terminal: Terminal,
  { settings, run }: { readonly settings: Settings; readonly run: RunSettings },
): Promise<Outcome<Requested<RunRequest>>> {
  const marked = await markedOf(options, terminal)
  if (!marked.ok) return marked
  const { evalSet, marks, answers, files } = marked.value
  const source = await readSourceText(evalSet.path, files)
  if (!source.ok) return source
  const place = { path: evalSet.path }
  const file = readPromptFile(evalSet.path, source.value)
  if (!file.ok || file.value.format !== 'rubric') {
    const detail = 'a rubric is optimized where it stands under "grader" of an eval set of our own, as YAML or JSON'
    return failure({ code: 'no-rubric', detail, place })
  }
  const target = findTarget(file.value, options.text('target') ?? 'judge')
  if (!target.ok) return target
  const own = rubricAnswers(answers, target.value.text)
  if (own.length === 0) return failure({ code: 'no-rubric', detail: 'no marked answer is judged by it alone', place })
  const chosen = await judgeModelsOf(settings, evalSet, options, terminal)
  if (!chosen.ok) return chosen
  return success({
    keys: chosen.value.keys,
    request: {
      id: newRunId(),
      kind: 'optimize',
      folder: posix(findRoot(terminal.cwd)),
      prompt: { path: evalSet.path, target: target.value.id, source: source.value },
      evalSet: rubricSet(marks, own, verdicts),
      pairedBy: 'sibling',
      models: chosen.value.models,
      settings: run,
      judging: { rubric: target.value.text, answers: own, ...(evalSet.dialect && { dialect: evalSet.dialect }) },
    },
  })
}

interface Marked {
  readonly evalSet: EvalSet
  /** The file of marks. */
  readonly marks: string
  readonly answers: readonly MarkedAnswer[]
  readonly notJudged: number
  readonly files: Parameters<typeof readSourceText>[1]
}

/** The marked answers of the prompt that was typed, which the judge of its eval set can judge. */
async function markedOf(options: Options, terminal: Terminal): Promise<Outcome<Marked>> {
  const [path, { target: _, ...input }] = inputOf(options, terminal)
  const named = options.text('target')
  const prepared = await prepare(path, {
    ...input,
    ...(named !== undefined && !isRubricTarget(named) && { target: named }),
  })
  if (!prepared.ok) return prepared
  const { evalSet, prompt } = prepared.value
  const typed = options.text('marks')
  const marks = typed === undefined ? marksPathOf(prompt.path) : posix(resolve(terminal.cwd, typed))
  const source = await readSourceText(marks, typed === undefined ? input.files : confined([marks], diskFiles))
  if (!source.ok && (typed !== undefined || source.problem.code !== 'file-not-found')) return source
  const read = source.ok ? readMarks(marks, source.value) : success([])
  if (!read.ok) return read
  if (read.value.length === 0) return failure({ code: 'no-marks', place: { path: marks } })
  const answers = markedAnswers(evalSet, read.value)
  if (answers.length === 0) {
    const detail = 'no judge model is asked about any of the marked answers'
    return failure({ code: 'no-rubric', detail, place: { path: evalSet.path } })
  }
  return success({ evalSet, marks, answers, notJudged: read.value.length - answers.length, files: input.files })
}

/** The judge takes the place of the task model, of which nothing is asked. */
async function judgeModelsOf(settings: Settings, { path }: EvalSet, options: Options, terminal: Terminal) {
  const { task, optimizer, judge } = settings.models
  if (judge === '') return failure({ code: 'no-judge', place: { path } })
  const models = { ...settings.models, task: judge, optimizer: optimizer || task || judge, judge: '' }
  return chooseModels({ ...settings, models }, options, terminal)
}
