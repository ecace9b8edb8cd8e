import { resolve } from 'node:path'
import { confined } from '../../disk/confined.ts'
import { diskFiles } from '../../disk/diskFiles.ts'
import type { EvalSet } from '../../evals/evalSet.ts'
import type { MarkedSet } from '../../evals/marking/markedAnswers.ts'
import { marksPathOf } from '../../evals/marking/markFile.ts'
import { openMarks } from '../../evals/marking/openMarks.ts'
import { rubricSet } from '../../evals/marking/rubricSet.ts'
import { rubricToAlign } from '../../evals/marking/rubricToAlign.ts'
import { prepare } from '../../evals/preparing/prepare.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { requestedFrom } from '../../prompts/requestedPrompt.ts'
import type { JudgeRequest } from '../../run/judging/judgeRun.ts'
import type { RunRequest, RunSettings } from '../../run/request.ts'
import type { Settings } from '../../settings/readSettings.ts'
import type { Terminal } from '../output/terminal.ts'
import { findRoot } from '../root.ts'
import { chooseModels } from './chosenModels.ts'
import type { Options } from './options.ts'
import { settingsOf } from './settingsFromOptions.ts'
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
  const { evalSet } = marked.value
  const chosen = await judgeModelsOf(settings.value, evalSet, options, terminal)
  if (!chosen.ok) return chosen
  return success({
    keys: chosen.value.keys,
    request: {
      id: newRunId(),
      folder: posix(findRoot(terminal.cwd)),
      evalSet: { path: evalSet.path, checks: evalSet.checks, ...(evalSet.dialect && { dialect: evalSet.dialect }) },
      judge: chosen.value.models.task,
      ...marked.value.marked,
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
  const { evalSet, marked: set, files } = marked.value
  const found = await rubricToAlign(evalSet.path, set.answers, files, options.text('target') ?? 'judge')
  if (!found.ok) return found
  const { file, target, answers } = found.value
  const chosen = await judgeModelsOf(settings, evalSet, options, terminal)
  if (!chosen.ok) return chosen
  return success({
    keys: chosen.value.keys,
    request: {
      id: newRunId(),
      kind: 'optimize',
      folder: posix(findRoot(terminal.cwd)),
      prompt: requestedFrom(file, target.id),
      evalSet: rubricSet(set.marksPath, answers),
      pairedBy: 'sibling',
      models: chosen.value.models,
      settings: run,
      judging: { rubric: target.text, answers, ...(evalSet.dialect && { dialect: evalSet.dialect }) },
    },
  })
}

interface Marked {
  readonly evalSet: EvalSet
  readonly marked: MarkedSet
  readonly files: Files
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
  const marksFiles = typed === undefined ? input.files : confined([marks], diskFiles)
  const marked = await openMarks(evalSet, marks, marksFiles, typed === undefined ? 'beside' : 'named')
  return marked.ok ? success({ evalSet, marked: marked.value, files: input.files }) : marked
}

/** The judge takes the place of the task model, of which nothing is asked. */
async function judgeModelsOf(settings: Settings, { path }: EvalSet, options: Options, terminal: Terminal) {
  const { task, optimizer, judge } = settings.models
  if (judge === '') return failure({ code: 'no-judge', place: { path } })
  const models = { ...settings.models, task: judge, optimizer: optimizer || task || judge, judge: '' }
  return chooseModels({ ...settings, models }, options, terminal)
}
