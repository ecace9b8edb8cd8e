import assert from 'node:assert/strict'
import test from 'node:test'
import { isRunId, newRunId } from '../../../src/journal/runId.ts'

test('a run id sorts by its start and is one that journals accept', () => {
  const id = newRunId(new Date('2026-11-22T23:30:15Z'))
  assert.match(id, /^20261122-233015-[0-9a-f]{6}$/)
  assert.ok(isRunId(id))
})

test('two runs of one second have two ids', () => {
  const now = new Date('2026-11-22T23:30:15Z')
  assert.notEqual(newRunId(now), newRunId(now))
})

for (const text of ['', '../../etc/passwd', 'a/b', 'A', '-x', 'a.b', 'a'.repeat(82)])
  test(`${JSON.stringify(text.slice(0, 20))} is no run id`, () => assert.equal(isRunId(text), false))
