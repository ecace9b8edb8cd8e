import assert from 'node:assert/strict'
import test from 'node:test'
import { readFromWorker } from '../../../src/protocol/fromWorker.ts'

test('what a worker says is known by its type', () => {
  const message = { type: 'failed', problem: { code: 'cancelled' }, resumable: true }
  assert.equal(readFromWorker(message), message)
})

for (const stranger of [undefined, null, 'step', {}, { type: 'start' }, { type: 'toString' }, { type: 7 }])
  test(`${JSON.stringify(stranger)} is no message of a worker`, () => assert.equal(readFromWorker(stranger), undefined))
