import assert from 'node:assert/strict'
import test from 'node:test'
import { receive } from '../../../webview/receive.ts'
import { step, usage, view } from './runs.ts'

const progress = { phase: 'step', step: 1, steps: 3, done: 1, of: 9, best: null, usage } as const

test('a view takes the place of whatever was there', () => {
  const next = view({ runId: 'run-2' })
  assert.equal(receive(view(), { type: 'view', view: next }), next)
  assert.equal(receive(undefined, { type: 'view', view: next }), next)
})

test('a fresh view of the same run keeps the steps that are already drawn', () => {
  const before = view({ steps: [step(1), step(2)] })
  const after = receive(before, {
    type: 'view',
    view: structuredClone({ ...before, state: 'done', steps: [step(1), step(2), step(3)] }),
  })
  assert.equal(after?.state, 'done')
  assert.deepEqual(
    after?.steps.map(made => made.step),
    [1, 2, 3],
  )
  assert.equal(after?.steps[0], before.steps[0])
  assert.equal(after?.steps[1], before.steps[1])
})

test('a step is appended, once', () => {
  const first = receive(view(), { type: 'step', runId: 'run-1', step: step(1) })
  const second = receive(first, { type: 'step', runId: 'run-1', step: step(2) })
  assert.deepEqual(
    second?.steps.map(made => made.step),
    [1, 2],
  )
  assert.equal(receive(second, { type: 'step', runId: 'run-1', step: step(2) }), second)
})

test('progress leaves the steps as they are', () => {
  const before = view({ steps: [step(1)] })
  const after = receive(before, { type: 'progress', runId: 'run-1', progress })
  assert.equal(after?.progress, progress)
  assert.equal(after?.steps, before.steps)
})

test('progress that comes after the end changes nothing', () => {
  const done = view({ state: 'done' })
  assert.equal(receive(done, { type: 'progress', runId: 'run-1', progress }), done)
})

for (const message of [
  { type: 'step', runId: 'run-2', step: step(1) },
  { type: 'progress', runId: 'run-2', progress },
] as const)
  test(`a ${message.type} of another run changes nothing`, () => {
    const before = view()
    assert.equal(receive(before, message), before)
    assert.equal(receive(undefined, message), undefined)
  })
