import { Worker } from 'node:worker_threads'
import { caseName } from '../../evals/preparing/caseName.ts'
import { fitToCap } from '../../evals/scoring/fitToCap.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { describe } from '../../prompts/rendering.ts'
import { readFromWorker } from '../../protocol/fromWorker.ts'
import type { CaseAnswers, RunView } from '../../protocol/page.ts'
import type { FromWorker, Recall, RunRequest } from '../../protocol/worker.ts'
import type { RecordedRun } from '../../report/recordedRun.ts'

/** How many cases a run has in each split, and the validation cases for the table of its page. */
export function casesOf({ evalSet, settings }: RunRequest): Required<Pick<RunView, 'splits' | 'cases'>> {
  const { train, validation, test } = fitToCap(evalSet, settings, takesOf(settings)).splits
  return {
    splits: { train: train.length, validation: validation.length, test: test.length },
    cases: validation.map(({ id, vars }) => ({ id, name: caseName({ id, vars }), input: startOf(describe(vars)) })),
  }
}

/** One case in full, with the answers in the cache; undefined if the run has no such case. */
export async function recallCase(
  workerPath: string,
  { request, record }: RecordedRun,
  step: number,
  caseId: string,
): Promise<CaseAnswers | undefined> {
  const evalCase = request.evalSet.cases.find(({ id }) => id === caseId)
  if (evalCase === undefined) return undefined
  const made = record.steps.find(made => made.step === step)
  const winner = made === undefined || made.winner === null ? undefined : made.candidates[made.winner]
  const texts = [record.initial, winner].flatMap(prompt => (prompt === undefined ? [] : [prompt.text]))
  const answers = await ask(workerPath, { type: 'recall', request, caseId, texts })
  return {
    step,
    caseId,
    input: describe(evalCase.vars),
    expected: evalCase.expected,
    initial: (record.initial && answers[0]) ?? null,
    winner: (winner && answers[record.initial === undefined ? 0 : 1]) ?? null,
  }
}

type Answers = Extract<FromWorker, { type: 'recalled' }>['answers']

/** A worker that dies has found nothing. */
function ask(workerPath: string, question: Recall): Promise<Answers> {
  return new Promise(resolve => {
    const worker = new Worker(workerPath, { execArgv: [] })
    worker.on('message', raw => {
      const message = readFromWorker(raw)
      if (message?.type === 'recalled') resolve(message.answers)
    })
    worker.on('error', () => resolve([]))
    worker.on('exit', () => resolve([]))
    worker.postMessage(question)
  })
}

/** The number of characters of an input that fit into a row. */
const longestStart = 160

const startOf = (text: string): string => {
  const line = text
    .slice(0, 4 * longestStart)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > longestStart ? `${line.slice(0, longestStart).replace(/[\ud800-\udbff]$/, '')}…` : line
}
