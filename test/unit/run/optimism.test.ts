import assert from 'node:assert/strict'
import test from 'node:test'
import { correctedBest } from '../../../src/run/reporting/optimism.ts'
import { random } from '../../../src/text/random.ts'

for (const [prompts, cases] of [
  [5, 15],
  [30, 15],
  [20, 8],
] as const)
  test(`the best of ${prompts} prompts that are all alike is corrected to what they score, on ${cases} cases`, () => {
    const rng = random('optimism', prompts, cases)
    const runs = Array.from({ length: 60 }, () => {
      const chances = Array.from({ length: cases }, () => (rng() < 0.5 ? 0.8 : 0.2))
      const rows = Array.from({ length: prompts }, () => chances.map(chance => (rng() < chance ? 1 : 0)))
      const truth = mean(chances)
      return { raw: Math.max(...rows.map(mean)) - truth, corrected: (correctedBest(rows, rng) ?? 0) - truth }
    })
    assert.ok(mean(runs.map(({ raw }) => raw)) > 0.1, 'the best of many is lucky')
    assert.ok(Math.abs(mean(runs.map(({ corrected }) => corrected))) < 0.045)
  })

test('a prompt that is better by far keeps its score', () => {
  const rows = [Array.from({ length: 15 }, () => 0), Array.from({ length: 15 }, (_, index) => (index < 12 ? 1 : 0))]
  assert.ok(Math.abs((correctedBest(rows, random(1)) ?? 0) - 0.8) < 0.02)
})

test('without a choice, or with too few cases to leave some out, nothing is corrected', () => {
  assert.equal(correctedBest([[1, 0, 1, 0, 1, 0]], random(1)), undefined)
  assert.equal(
    correctedBest(
      [
        [1, 0],
        [0, 1],
      ],
      random(1),
    ),
    undefined,
  )
})

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
