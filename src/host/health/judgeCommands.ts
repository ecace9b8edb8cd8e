import { type Uri, workspace } from 'vscode'
import type { MarkedSet } from '../../evals/marking/markedAnswers.ts'
import { marksPathOf } from '../../evals/marking/markFile.ts'
import { openMarks } from '../../evals/marking/openMarks.ts'
import { rubricSet } from '../../evals/marking/rubricSet.ts'
import { rubricToAlign } from '../../evals/marking/rubricToAlign.ts'
import type { Prepared } from '../../evals/preparing/prepare.ts'
import { newRunId } from '../../journal/runId.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { requestedFrom } from '../../prompts/requestedPrompt.ts'
import type { JudgeReport, JudgeRequest, RunRequest } from '../../protocol/worker.ts'
import { confirmed } from '../asking/confirm.ts'
import { agreesToJudging } from '../asking/confirmJudging.ts'
import { editorFiles, pathOf, uriOf, workspaceFolderOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { firstView } from '../page/view.ts'
import { preparePrompt } from '../prompts/preparePrompt.ts'
import { type Choices, readChoices } from '../runs/choices.ts'
import { follow } from '../runs/runPrompt.ts'
import type { RunStart } from '../runs/workerRun.ts'

interface Ready {
  readonly prepared: Prepared
  readonly marked: MarkedSet
  readonly choices: Choices
}

/** Asks the judge of a prompt's eval set about the answers that people marked, or about `only` some of them, by their ids. */
export async function compareJudge(
  features: Features,
  prompt: Uri,
  only?: ReadonlySet<string>,
): Promise<Outcome<JudgeReport>> {
  const ready = await readyToJudge(features, prompt)
  if (!ready.ok) return ready
  const { prepared, marked, choices } = ready.value
  const { path, checks, dialect } = prepared.evalSet
  const request: JudgeRequest = {
    id: newRunId(),
    folder: pathOf(workspaceFolderOf(prompt)),
    evalSet: { path, checks, ...(dialect && { dialect }) },
    judge: choices.models.judge ?? choices.models.optimizer,
    ...marked,
    ...(only && { answers: marked.answers.filter(({ id }) => only.has(id)), partial: true }),
    settings: choices.settings,
  }
  return (await agreesToJudging(request))
    ? features.healths.judge(prompt, request, choices.keys)
    : failure({ code: 'cancelled' })
}

/** Optimizes the rubric by which the judge decides, on the marks, and offers the better one where the rubric stands. */
export async function alignJudge(features: Features, prompt: Uri): Promise<Outcome<void>> {
  const ready = await readyToJudge(features, prompt)
  if (!ready.ok) return ready
  const { prepared, marked, choices } = ready.value
  const { evalSet } = prepared
  const found = await rubricToAlign(evalSet.path, marked.answers, editorFiles(prompt, features.chosen.of(prompt)))
  if (!found.ok) return found
  const { file, target, answers } = found.value
  const { judge = choices.models.optimizer, optimizer } = choices.models
  const request: RunRequest = {
    id: newRunId(),
    kind: 'optimize',
    folder: pathOf(workspaceFolderOf(prompt)),
    prompt: requestedFrom(file, target.id),
    evalSet: rubricSet(marked.marksPath, answers),
    pairedBy: 'sibling',
    // The judge is the model that is prompted.
    models: { task: judge, optimizer },
    settings: choices.settings,
    judging: { rubric: target.text, answers, ...(evalSet.dialect && { dialect: evalSet.dialect }) },
  }
  const agreed = await confirmed(features, request, target.text)
  if (agreed === undefined) return failure({ code: 'cancelled' })
  if (agreed === 'again') return alignJudge(features, prompt)
  const start: RunStart = { request: agreed, resume: false, keys: choices.keys, view: firstView(agreed) }
  await follow(features, start)
  return success(undefined)
}

async function readyToJudge(features: Features, prompt: Uri): Promise<Outcome<Ready>> {
  if (!workspace.isTrusted) return failure({ code: 'untrusted' })
  const prepared = await preparePrompt(prompt, features.chosen)
  if (!prepared.ok) return prepared
  const marks = uriOf(marksPathOf(pathOf(prompt)), prompt)
  const marked = await openMarks(prepared.value.evalSet, pathOf(marks), editorFiles(prompt))
  if (!marked.ok) return marked
  const choices = await readChoices(prompt, features.keys)
  return choices.ok ? success({ prepared: prepared.value, marked: marked.value, choices: choices.value }) : choices
}
