import assert from 'node:assert/strict'
import test from 'node:test'
import type { AskEditor } from '../../../src/models/connect.ts'
import { success } from '../../../src/problem/outcome.ts'
import { random } from '../../../src/text/random.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'

/** Sixty cases that all ask the same of a model which does not listen. */
const made = Array.from({ length: 60 }, (_, index) => ({ input: `Is ${index} even?`, expected: 'True' }))

/** A task model that throws a coin for every prompt and case: what the prompt says makes no difference. */
const noise =
  (seed: number): AskEditor =>
  async (_, { messages, repeat = 0 }) => {
    const said = messages.map(({ content }) => content).join('\n')
    return success({
      texts: [random(seed, said, repeat)() < 0.5 ? 'True' : 'False'],
      tokens: { inputTokens: 1, outputTokens: 1 },
    })
  }

const verdictOf = async (seed: number, repeats: number) => {
  const settings = { seed, steps: 3, candidates: 6, repeats }
  const report = reportOf(await inProcess({ cases: cases(made), settings, task: noise(seed) }))
  assert.ok(report.comparison)
  return { verdict: report.comparison.verdict, gain: (report.best.validation ?? 0) - (report.initial.validation ?? 0) }
}

for (const [repeats, runs] of [
  [1, 100],
  [3, 30],
] as const)
  test(`of ${runs} runs on pure noise, each case asked ${repeats} times, at most 5 % end in "better", though validation rises`, async () => {
    const verdicts = []
    for (let seed = 0; seed < runs; seed++) verdicts.push(await verdictOf(seed, repeats))
    const better = verdicts.filter(({ verdict }) => verdict === 'better').length
    assert.ok(better <= 0.05 * runs, `${better} of ${runs}`)
    const gain = verdicts.reduce((sum, one) => sum + one.gain, 0) / runs
    assert.ok(gain > 0.03, `the winner was chosen by luck, so its validation score is too good: ${gain}`)
  })
