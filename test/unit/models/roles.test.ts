import assert from 'node:assert/strict'
import test from 'node:test'
import { total } from '../../../src/models/roles.ts'

test('a count is added up over all roles', () => {
  const usage = {
    task: { calls: 1000, cached: 7 },
    optimizer: { calls: 200, cached: 0 },
    judge: { calls: 30, cached: 0 },
    embedding: { calls: 4, cached: 1 },
    usd: null,
  }
  assert.equal(total(usage, 'calls'), 1234)
  assert.equal(total(usage, 'cached'), 8)
})
