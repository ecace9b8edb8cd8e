import { type TestItem, TestMessage, type TestRun } from 'vscode'
import { sentence } from '../../problem/sentences.ts'
import type { JudgeReport } from '../../protocol/worker.ts'
import { agreementWords, swayWords } from '../../report/judgeWords.ts'
import { visible } from '../../text/visible.ts'
import type { Features } from '../features.ts'
import { compareJudge } from '../health/judgeCommands.ts'
import type { Chosen } from './evaluation.ts'
import { isMarkItem, markIdOf } from './markItems.ts'
import { forTerminal } from './resultText.ts'

/** Compares the judge of a prompt with the people who marked the chosen answers, and reports each mark. */
export async function judgeChosen(features: Features, run: TestRun, { item, prompt, cases }: Chosen): Promise<void> {
  if (cases.length === 0) return
  for (const child of cases) run.started(child)
  const isAll = cases.length === [...item.children].filter(([, child]) => isMarkItem(child)).length
  const outcome = await compareJudge(features, prompt, isAll ? undefined : new Set(cases.map(markIdOf)))
  if (!outcome.ok) {
    for (const child of cases) run.skipped(child)
    if (outcome.problem.code !== 'cancelled') run.errored(item, new TestMessage(sentence(outcome.problem)))
    return
  }
  for (const child of cases) tell(run, child, outcome.value)
  const { figures } = outcome.value
  run.appendOutput(forTerminal([agreementWords(figures), ...swayWords(figures)].join('\n')))
}

function tell(run: TestRun, child: TestItem, { disagreements, failed }: JudgeReport): void {
  const id = markIdOf(child)
  const failure = failed.find(one => one.id === id)
  const differing = disagreements.find(one => one.id === id)
  if (failure) run.errored(child, new TestMessage(sentence(failure.problem)))
  if (differing === undefined && failure === undefined) run.passed(child)
  if (differing === undefined || failure) return
  const { mark: said, comment, reason, answer } = differing
  const why = comment === undefined ? '' : ` (${comment})`
  const judged = reason === undefined ? 'the judge passes it' : `the judge fails it: ${reason}`
  run.failed(child, new TestMessage(visible(`Marked ${said}${why}; ${judged}\n\n${answer}`)))
}
