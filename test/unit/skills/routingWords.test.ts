import assert from 'node:assert/strict'
import test from 'node:test'
import { skillDetail, skillSentence } from '../../../src/skills/figures/routingWords.ts'

const named = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([name, count]) => ({ name, count }))

for (const [fires, of, stolenBy, takesFrom, said] of [
  [9, 10, { report: 1 }, {}, 'fires 9 of 10, stolen once by report'],
  [
    6,
    10,
    { report: 3, none: 1 },
    { docx: 1 },
    'fires 6 of 10, stolen 3 times by report, not loaded once, takes 1 from docx',
  ],
  [0, 18, { none: 8, log: 7, chart: 2, plan: 1 }, {}, 'fires 0 of 18, stolen 10 times, 7 by log, not loaded 8 times'],
  [0, 0, {}, { docx: 2, none: 1 }, 'has no queries of its own, takes 3, 2 from docx'],
  [4, 4, {}, {}, 'fires 4 of 4'],
] as const)
  test(`a skill in one line: ${said}`, () => {
    assert.equal(skillSentence({ fires, of, stolenBy: named(stolenBy), takesFrom: named(takesFrom) }), said)
  })

test('whom a line does not name is told beside it', () => {
  const both = { fires: 0, of: 4, stolenBy: named({ a: 2, none: 1, b: 1 }), takesFrom: named({ c: 3, d: 1 }) }
  assert.deepEqual(skillDetail(both), ['Stolen by a 2, b 1', 'Takes from c 3, d 1'])
  assert.deepEqual(skillDetail({ ...both, stolenBy: named({ a: 2 }), takesFrom: [] }), [])
})
