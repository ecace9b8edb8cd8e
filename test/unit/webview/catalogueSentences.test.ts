import assert from 'node:assert/strict'
import test from 'node:test'
import type { SkillView } from '../../../src/protocol/routingPage.ts'
import { standoutSentence } from '../../../webview/routing/catalogueSentences.ts'

const skill = (name: string, fires: number, of: number, ...from: readonly string[]): SkillView => ({
  name,
  description: name,
  fires,
  of,
  stolenBy: [],
  takesFrom: from.map(one => ({ name: one, count: 1 })),
})

for (const [skills, said] of [
  [[skill('a', 3, 4), skill('b', 0, 0, 'a')], ''],
  [[skill('a', 0, 4), skill('b', 1, 1)], 'Never loaded for a query of its own: a (0 of 4).'],
  [[skill('a', 1, 2, 'b', 'none'), skill('b', 1, 2, 'a')], "These take each other's queries: a and b."],
  [
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => skill(name, 0, 2)),
    'Never loaded for a query of its own: a (0 of 2), b (0 of 2), c (0 of 2), d (0 of 2), e (0 of 2) and 2 more.',
  ],
] as const)
  test(`the page says first what to look at: ${said || 'nothing'}`, () => {
    assert.equal(standoutSentence({ skills }), said)
  })
