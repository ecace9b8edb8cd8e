import { type CancellationToken, Location, type TestItem, TestMessage, type TestRun, type Uri } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import type { Problem } from '../../problem/problem.ts'
import { sentence } from '../../problem/sentences.ts'
import type { EvalReportCase } from '../../protocol/worker.ts'
import type { Features } from '../features.ts'
import { makeReady } from '../runs/runPrompt.ts'
import type { GivenAnswers } from './givenAnswers.ts'
import { isMarkItem } from './markItems.ts'
import { isQueryItem } from './queryItems.ts'
import { caseOutput, expectedText, failureText, forTerminal, reportOutput } from './resultText.ts'
import { caseIdOf } from './testItems.ts'

/** The cases of one prompt file that are to be run. */
export interface Chosen {
  readonly item: TestItem
  readonly prompt: Uri
  readonly cases: readonly TestItem[]
}

/** Evaluates the chosen cases of a prompt in the worker and reports each to the test run when it is graded. */
export async function evaluateChosen(
  features: Features,
  given: GivenAnswers,
  run: TestRun,
  { item, prompt, cases }: Chosen,
  token: CancellationToken,
): Promise<void> {
  const open = new Map(cases.map(child => [caseIdOf(child) ?? child.id, child]))
  const all =
    cases.length === [...item.children].filter(([, child]) => !isQueryItem(child) && !isMarkItem(child)).length
  const ready = await makeReady(
    features,
    'evaluate',
    prompt,
    undefined,
    all
      ? undefined
      : request => ({ ...request, partial: true, evalSet: chosenOf(request.evalSet, new Set(open.keys())) }),
  )
  const started = ready.ok ? features.runs.start(ready.value) : ready
  if (!started.ok) return refuse(run, item, open, started.problem)
  for (const child of open.values()) run.started(child)
  const cancelling = token.onCancellationRequested(() => started.value.cancel())
  const telling = started.value.onEvent(event => {
    if (event.type !== 'case') return
    const child = open.get(event.case.id)
    if (child) given.note(child.id, prompt, started.value.request.evalSet, event.case)
    tell(run, open, event.case)
  })
  // The user may have cancelled while being asked for keys and models.
  if (token.isCancellationRequested) started.value.cancel()
  const end = await started.value.ended
  telling.dispose()
  cancelling.dispose()
  if (end.type === 'evaluated') {
    for (const result of end.report.cases) tell(run, open, result)
    run.appendOutput(forTerminal(reportOutput(item.label, end.report)))
  } else if (end.type === 'failed') refuse(run, item, open, end.problem)
  for (const child of open.values()) run.skipped(child)
}

/** The ids of the chosen cases. */
export const idsOf = ({ cases }: Pick<Chosen, 'cases'>): ReadonlySet<string> =>
  new Set(cases.map(child => caseIdOf(child) ?? child.id))

/** The eval set with only the chosen cases. */
export const chosenOf = (evalSet: EvalSet, ids: ReadonlySet<string>): EvalSet => ({
  ...evalSet,
  cases: evalSet.cases.filter(({ id }) => ids.has(id)),
})

/** A failed request is not a wrong answer: its test gets an error instead of a failure. */
function tell(run: TestRun, open: Map<string, TestItem>, result: EvalReportCase): void {
  const child = open.get(result.id)
  if (child === undefined) return
  open.delete(result.id)
  run.appendOutput(forTerminal(caseOutput(child.label, result)), undefined, child)
  if (result.error !== null) run.errored(child, placed(new TestMessage(result.error), child))
  else if (result.passed) run.passed(child)
  else run.failed(child, placed(message(result), child))
}

function message(result: EvalReportCase): TestMessage {
  const text = failureText(result)
  return result.expected.length === 0
    ? new TestMessage(text)
    : TestMessage.diff(text, expectedText(result), result.answer ?? '')
}

/** The reason why the prompt could not be evaluated is shown once, at the prompt itself. */
function refuse(run: TestRun, item: TestItem, open: ReadonlyMap<string, TestItem>, problem: Problem): void {
  if (problem.code === 'cancelled') return
  run.appendOutput(forTerminal(`${item.label}: ${sentence(problem)}`))
  const nothingToRun = problem.code === 'no-eval-set'
  if (nothingToRun) run.skipped(item)
  else run.errored(item, placed(new TestMessage(sentence(problem)), item))
  for (const child of open.values()) run.skipped(child)
}

function placed(message: TestMessage, { uri, range }: TestItem): TestMessage {
  if (uri !== undefined && range !== undefined) message.location = new Location(uri, range)
  return message
}
