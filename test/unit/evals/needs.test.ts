import assert from 'node:assert/strict'
import test from 'node:test'
import type { Check } from '../../../src/evals/evalSet.ts'
import { asksPerCase, needs } from '../../../src/evals/grading/needs.ts'

const item = { id: '1', vars: {}, expected: [] }
const judge: Check = { grader: 'judge', value: 'polite' }
const similar: Check = { grader: 'similar' }

test('an eval set needs what its checks need, in cases and groups too', () => {
  const nothing = { judge: false, embedding: false, code: false, runner: false }
  assert.deepEqual(needs({ checks: [{ grader: 'equals' }], cases: [item] }), nothing)
  assert.deepEqual(needs({ checks: [judge], cases: [] }), { ...nothing, judge: true })
  assert.deepEqual(needs({ checks: [], cases: [{ ...item, checks: [{ grader: 'similar' }] }] }), {
    ...nothing,
    embedding: true,
  })
  const group: Check = { grader: 'all', all: [{ grader: 'all', all: [{ grader: 'javascript', value: '1' }, judge] }] }
  assert.deepEqual(needs({ checks: [group], cases: [] }), { ...nothing, judge: true, code: true })
  assert.deepEqual(needs({ checks: [{ grader: 'tool-called', value: 'bash' }], cases: [] }), {
    ...nothing,
    runner: true,
  })
})

test('the case with the most judges tells how many requests an answer may take', () => {
  assert.equal(asksPerCase({ checks: [], cases: [item] }), 0)
  assert.equal(asksPerCase({ checks: [judge], cases: [item] }), 1)
  const cases = [item, { ...item, checks: [judge, { grader: 'all' as const, all: [judge, similar] }] }]
  assert.equal(asksPerCase({ checks: [judge], cases }), 3)
})
