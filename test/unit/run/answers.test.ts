import assert from 'node:assert/strict'
import test from 'node:test'
import { summaryPrinter } from '../../../src/cli/output/evalPrinters.ts'
import type { AskEditor } from '../../../src/models/connect.ts'
import { success } from '../../../src/problem/outcome.ts'
import { answerWarning, answerWords } from '../../../src/report/answerWords.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'

const made = cases(Array.from({ length: 30 }, (_, index) => ({ input: `Is ${index} even?`, expected: 'True' })))

/** Every second answer is cut off, every fifth of the others is empty. */
const short: AskEditor = async (_, { messages }) => {
  const number = Number(/Is (\d+) even/.exec(messages.map(({ content }) => content).join(' '))?.[1])
  const tokens = { inputTokens: 1, outputTokens: 1 }
  if (number % 2 === 0) return success({ texts: ['It is Tr'], cut: [0], tokens })
  return success({ texts: [number % 5 === 0 ? ' ' : 'True'], tokens })
}

test('answers that were cut off or hold no text are counted at the baseline, in every step and in what is told', async () => {
  const events = await inProcess({ cases: made, settings: { steps: 2, seed: 3 }, task: short })
  const baseline = events.find(event => event.type === 'baseline')
  assert.ok(baseline?.type === 'baseline')
  const counts = baseline.initial.answers
  assert.ok(counts && counts.answers === 12 && counts.cut > 0 && counts.empty > 0, JSON.stringify(counts))
  assert.match(
    answerWarning(counts),
    /^Your prompt was scored with \d+ of 12 answers cut off at 512 tokens, \d of 12 answers without text\. They are graded as they stand: raise gpo\.taskMaxTokens\.$/,
  )
  const steps = events.flatMap(event => (event.type === 'step' ? [event.step] : []))
  for (const { answers, candidates } of steps)
    assert.equal(
      answers?.answers,
      candidates.reduce((sum, { status, cases }) => sum + (status === 'known' ? 0 : cases), 0),
    )
  const all = reportOf(events).answers
  assert.ok(all && all.cut >= 4)
  assert.match(answerWords(all), /of \d+ answers cut off at 512 tokens/)
  const seen = steps.map(({ metaPrompt }) => metaPrompt).join('\n')
  assert.match(seen, /It is Tr \(cut off\)/, 'the optimizer model is told that the answer did not end there')
})

test('an evaluation tells how many answers were cut off or hold no text', async () => {
  const request = { kind: 'evaluate' } as const
  const events = await inProcess({ cases: made, settings: {}, task: short, request })
  const [report] = events.flatMap(event => (event.type === 'evaluated' ? [event.report] : []))
  assert.ok(report)
  assert.deepEqual(report.answers, { answers: 30, cut: 15, empty: 3, limit: 512 })
  let told = ''
  const terminal = {
    out: (text: string) => {
      told += text
    },
    drained: async () => undefined,
    err: () => undefined,
    isInteractive: false,
    env: {},
    cwd: '/',
    signal: new AbortController().signal,
  }
  await summaryPrinter(terminal).print(report)
  assert.match(
    told,
    /scored with 15 of 30 answers cut off at 512 tokens, 3 of 30 answers without text; raise --task-max/,
  )
  const whole = await inProcess({ cases: made, settings: {}, request })
  assert.ok(whole.every(event => event.type !== 'evaluated' || event.report.answers === undefined))
})

test('where all answers are whole, nothing is said', () => {
  assert.equal(answerWarning({ answers: 9, cut: 0, empty: 0, limit: 24 }), '')
  assert.equal(answerWords(undefined), '')
})
