import assert from 'node:assert/strict'
import test from 'node:test'
import { mapLimited } from '../../../src/evals/scoring/mapLimited.ts'

const pause = () => new Promise<void>(resolve => setImmediate(resolve))

test('Results keep the order of the items, whoever finishes first, and the limit holds', async () => {
  let under = 0
  let most = 0
  const results = await mapLimited([5, 1, 4, 2, 3], 2, async (rounds, index) => {
    most = Math.max(most, ++under)
    for (let round = 0; round < rounds; round++) await pause()
    under--
    return `${index}:${rounds}`
  })
  assert.deepEqual(results, ['0:5', '1:1', '2:4', '3:2', '4:3'])
  assert.equal(most, 2)
})

test('After an abort nothing new is started, and what was started is waited for', async () => {
  const controller = new AbortController()
  const started: number[] = []
  const results = await mapLimited(
    [0, 1, 2, 3, 4, 5],
    2,
    async item => {
      started.push(item)
      if (item === 1) controller.abort()
      await pause()
      return item
    },
    controller.signal,
  )
  assert.deepEqual(started, [0, 1])
  assert.deepEqual(results, [0, 1])
})

test('An error ends the work once what is under way has ended', async () => {
  const ended: number[] = []
  const work = mapLimited([0, 1, 2, 3], 2, async item => {
    if (item === 0) throw new Error('first')
    await pause()
    ended.push(item)
  })
  await assert.rejects(work, /first/)
  assert.deepEqual(ended, [1])
})

test('Nothing to do gives nothing, and a limit below one is one', async () => {
  assert.deepEqual(await mapLimited([], 3, async () => 1), [])
  assert.deepEqual(await mapLimited([1, 2], 0, async item => item * 2), [2, 4])
})
