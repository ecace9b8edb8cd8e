import assert from 'node:assert/strict'
import test from 'node:test'
import { type MomentumName, momentum } from '../../../src/optimizer/momentum/momentum.ts'
import type { Scored } from '../../../src/optimizer/trajectory.ts'
import { success } from '../../../src/problem/outcome.ts'

const similarity: Readonly<Record<string, number>> = { a: 0.1, b: 0.9, c: 0.5 }
const scores: Readonly<Record<string, number>> = { a: 0.9, b: 0.2, c: 0.5, now: 0.1 }
const scored = (text: string): Scored => ({ text, score: scores[text] ?? 0.5 })

const recollection = {
  relevance: async (_: string, past: readonly string[]) => success(past.map(text => similarity[text] ?? 0)),
  summarise: async (current: Scored) => success({ text: `all and ${current.text}`, score: 0.7 }),
}

async function shown(name: MomentumName, current: string, past: readonly string[], memory: number) {
  const outcome = await momentum[name](scored(current), past.map(scored), memory, recollection)
  assert.ok(outcome.ok)
  return outcome.value.map(({ text }) => text)
}

for (const [name, current, past, memory, expected] of [
  ['none', 'now', ['a', 'b', 'c', 'now'], 3, ['now']],
  ['recency', 'now', ['a', 'b', 'c', 'now'], 3, ['now', 'c', 'b']],
  ['recency', 'now', ['a', 'b', 'c', 'b', 'now'], 4, ['now', 'b', 'c', 'a']],
  ['importance', 'now', ['a', 'b', 'c', 'now'], 3, ['now', 'a', 'c']],
  ['importance', 'a', ['b', 'c'], 3, ['a', 'c', 'b']],
  ['importance', 'now', ['x', 'y'], 2, ['now', 'y']],
  ['relevance', 'now', ['a', 'b', 'c', 'now'], 3, ['now', 'b', 'c']],
  ['relevance', 'now', ['now'], 3, ['now']],
  ['relevance', 'now', ['a', 'b', 'b', 'b'], 3, ['now', 'b', 'a']],
  ['relevance', 'now', ['x', 'y'], 2, ['now', 'y']],
  ['summary', 'now', ['a', 'b'], 3, ['all and now']],
] as const)
  test(`of ${past.join(', ')}, ${name} shows ${expected.join(', ')}`, async () =>
    assert.deepEqual(await shown(name, current, past, memory), expected))
