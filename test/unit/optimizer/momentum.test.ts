import assert from 'node:assert/strict'
import test from 'node:test'
import { momentum } from '../../../src/optimizer/momentum.ts'
import { success } from '../../../src/text/outcome.ts'

const scored = (text: string) => ({ text, score: 0.5 })
const similarity: Readonly<Record<string, number>> = { a: 0.1, b: 0.9, c: 0.5 }
const relevance = async (_: string, past: readonly string[]) => success(past.map(text => similarity[text] ?? 0))

const shown = async (current: string, past: readonly string[], count: number): Promise<readonly string[]> => {
  const outcome = await momentum.relevance(scored(current), past.map(scored), count, relevance)
  assert.ok(outcome.ok)
  return outcome.value.map(({ text }) => text)
}

for (const [current, past, count, expected] of [
  ['now', ['a', 'b', 'c', 'now'], 3, ['now', 'b', 'c']],
  ['now', ['now'], 3, ['now']],
  ['now', ['a', 'b', 'b', 'b'], 3, ['now', 'b', 'a']],
  ['now', ['x', 'y'], 2, ['now', 'y']],
] as const)
  test(`of ${past.join(', ')}, relevance shows ${expected.join(', ')}`, async () =>
    assert.deepEqual(await shown(current, past, count), expected))
