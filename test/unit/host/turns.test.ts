import assert from 'node:assert/strict'
import test from 'node:test'
import { Turns, type Work } from '../../../src/host/testing/turnTaking.ts'

/** Work that tells when it begins, is cancelled and ends, and takes a moment for it. */
function told() {
  const events: string[] = []
  const work =
    (name: string, fails = false): Work =>
    async signal => {
      events.push(`${name} begins`)
      signal.addEventListener('abort', () => events.push(`${name} is cancelled`))
      await new Promise(resolve => setTimeout(resolve, 5))
      events.push(`${name} ends`)
      if (fails) throw new Error(name)
    }
  return { events, work }
}

test('a new turn cancels the one before and begins when that has ended; what waited between them is skipped', async () => {
  const { events, work } = told()
  const turns = new Turns()
  await Promise.all(['first', 'second', 'third'].map(name => turns.take('a', work(name))))
  assert.deepEqual(events, ['first begins', 'first is cancelled', 'first ends', 'third begins', 'third ends'])
})

test('turns of other names go on beside each other', async () => {
  const { events, work } = told()
  const turns = new Turns()
  await Promise.all([turns.take('a', work('a')), turns.take('b', work('b'))])
  assert.deepEqual(events, ['a begins', 'b begins', 'a ends', 'b ends'])
})

test('a turn that fails tells its taker, and the next one is taken', async () => {
  const { events, work } = told()
  const turns = new Turns()
  const first = turns.take('a', work('first', true))
  const second = turns.take('a', work('second'))
  await assert.rejects(first, /first/)
  await second
  assert.deepEqual(events.slice(-2), ['second begins', 'second ends'])
})

test('when all is cancelled, what waits does not begin', async () => {
  const { events, work } = told()
  const turns = new Turns()
  const both = [turns.take('a', work('first')), turns.take('a', work('second'))]
  turns.cancel()
  await Promise.all(both)
  assert.deepEqual(events, ['first begins', 'first is cancelled', 'first ends'])
})

test('when all is cancelled, who comes later gets no turn under any name', async () => {
  const { events, work } = told()
  const turns = new Turns()
  const inOrder = async () => {
    for (const name of ['a', 'b']) await turns.take(name, work(name))
  }
  const both = inOrder()
  turns.cancel()
  await both
  assert.deepEqual(events, ['a begins', 'a is cancelled', 'a ends'])
})
