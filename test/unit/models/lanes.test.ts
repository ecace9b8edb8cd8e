import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { measure } from '../../../bench/concurrency/measure.ts'
import type { ServerKind } from '../../../bench/concurrency/server.ts'
import { virtualTime } from '../../../bench/concurrency/virtualTime.ts'
import type { Attempt } from '../../../src/models/ask.ts'
import { allowance, readLeft, readReset } from '../../../src/models/lanes/allowance.ts'
import { type Clock, lanes } from '../../../src/models/lanes/lanes.ts'
import { never } from './wired.ts'

const plain: ServerKind = { slots: 4, full: 'waits', answerMs: 1000, varies: true, headers: false, retryAfter: true }

const kinds: readonly (readonly [string, ServerKind, number])[] = [
  ['one place, where others wait', { ...plain, slots: 1 }, 400],
  ['one place, and refuses others', { ...plain, slots: 1, full: 'refuses' }, 800],
  ['four places', plain, 800],
  ['four places, and refuses others', { ...plain, full: 'refuses' }, 1600],
  ['64 places', { ...plain, slots: 64 }, 3000],
  [
    'a limit a minute, of which it tells',
    { ...plain, headers: true, rate: { kind: 'window', requests: 120, perMs: 60_000 } },
    600,
  ],
  ['a limit a minute, told by refusals', { ...plain, rate: { kind: 'window', requests: 120, perMs: 60_000 } }, 1200],
  [
    'a bucket that fills, of which it tells',
    { ...plain, headers: true, rate: { kind: 'bucket', requests: 40, perMs: 20_000 } },
    800,
  ],
  [
    'one place and a limit a window, refusing without a word',
    { ...plain, slots: 1, retryAfter: false, rate: { kind: 'window', requests: 10, perMs: 20_000 } },
    1000,
  ],
  ['a bucket that fills, told by refusals', { ...plain, rate: { kind: 'bucket', requests: 40, perMs: 20_000 } }, 1200],
]
for (const [name, kind, requests] of kinds)
  test(`a server with ${name} is kept busy, and hardly ever refuses`, async () => {
    const { wallMs, bestMs, refused, received } = await measure(kind, requests, 64, 2)
    assert.ok(wallMs <= 1.1 * bestMs, `${(wallMs / bestMs).toFixed(3)} times the best`)
    assert.ok(refused <= 0.01 * received, `${refused} of ${received} refused`)
  })

for (const [chance, retryAfter, seconds] of [
  [0.1, true, 120],
  [0.3, true, 120],
  [0.6, true, 120],
  [0.3, false, 400],
  [0.6, false, 1200],
] as const)
  test(`a server that refuses ${100 * chance} % by chance${retryAfter ? '' : ', without a word,'} is not asked ever more slowly`, async () => {
    const { wallMs, received, refused } = await measure({ ...plain, chance, retryAfter }, 160, 64, 2)
    assert.ok(wallMs < 1000 * seconds, `${Math.round(wallMs / 1000)} seconds`)
    assert.equal(received - refused, 160)
  })

test('a server of one place is never asked much at once, and one that takes a minute only twice', async () => {
  assert.ok((await measure({ ...plain, slots: 1 }, 300, 64, 2)).highest <= 8)
  assert.ok((await measure({ ...plain, slots: 1, answerMs: 60_000, varies: false }, 30, 64, 2)).highest <= 2)
})

test('requests that time out halve what is sent at once, down to one', async () => {
  const time = virtualTime()
  const lane = lanes(64, time).to('server', { first: 16 })
  let [underWay, highest] = [0, 0]
  const work = async () => {
    underWay += 1
    highest = Math.max(highest, underWay)
    await new Promise<void>(resolve => void time.after(1000, resolve))
    underWay -= 1
    return { ok: false, problem: { code: 'timed-out', endpoint: 'server', seconds: 1 } } as const
  }
  await time.until(Promise.all(Array.from({ length: 40 }, () => lane(work, never))))
  highest = 0
  await time.until(Promise.all(Array.from({ length: 8 }, () => lane(work, never))))
  assert.equal(highest, 1)
})

/** What a server answers that lets nothing through for so many milliseconds. */
const refusedFor = (ms: number): Attempt<never> => ({
  ok: false,
  problem: { code: 'rate-limited', endpoint: 'server', detail: 'd', seconds: ms / 1000 },
  retryAfterMs: ms,
  left: [{ of: 'requests', remaining: 0, limit: 10, resetMs: ms }],
})

for (const ms of [61_000, 7_200_000, 2 ** 31, Number.POSITIVE_INFINITY, Number.NaN])
  test(`no timer runs for a pause of ${ms} ms`, async () => {
    const time = virtualTime()
    const waits: number[] = []
    const clock: Clock = {
      now: time.now,
      after: (wait, act) => {
        waits.push(wait)
        return time.after(wait, act)
      },
    }
    const lane = lanes(8, clock).to('server', { first: 1 })
    const refusal = refusedFor(ms)
    await time.until(Promise.all(Array.from({ length: 5 }, () => lane(async () => refusal, never))))
    assert.ok(
      waits.every(wait => wait <= 60_000),
      waits.join(),
    )
  })

test('a pause of hours is not waited for: the next request hears at once what the last one heard', async () => {
  const time = virtualTime()
  const lane = lanes(8, time).to('server', { first: 1 })
  const refusal = refusedFor(7_200_000)
  await time.until(Promise.all(Array.from({ length: 20 }, () => lane(async () => refusal, never))))
  assert.ok(time.now() < 1000, `${time.now()} ms`)
})

test('a pause that would outlast the run is not waited for', async () => {
  const time = virtualTime()
  const lane = lanes(8, time, () => 20_000 - time.now()).to('server', { first: 1 })
  const refusal = refusedFor(50_000)
  const outcomes = await time.until(Promise.all(Array.from({ length: 20 }, () => lane(async () => refusal, never))))
  assert.ok(time.now() < 20_000, `${time.now()} ms`)
  assert.ok(outcomes.slice(1).every(outcome => !outcome.ok && outcome.problem.code === 'budget'))
})

test('all lanes together keep to the places that the user allows, whatever is aborted meanwhile', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), ms: fc.nat(30), abortAt: fc.nat(60) }), {
        maxLength: 40,
      }),
      async (most, requests) => {
        const time = virtualTime()
        const its = lanes(most, time)
        let [underWay, highest, done] = [0, 0, 0]
        const asked = requests.map(({ lane, ms, abortAt }) => {
          const leaving = new AbortController()
          time.after(abortAt, () => leaving.abort())
          return its.to(lane)(async () => {
            underWay += 1
            highest = Math.max(highest, underWay)
            await new Promise<void>(resolve => void time.after(ms, resolve))
            underWay -= 1
            done += 1
            return { ok: true, value: undefined } as const
          }, leaving.signal)
        })
        const outcomes = await time.until(Promise.all(asked))
        assert.ok(highest <= most)
        assert.equal(outcomes.filter(({ ok }) => ok).length, done)
      },
    ),
    { numRuns: 40 },
  ))

for (const [text, ms] of [
  ['6m0s', 360_000],
  ['250ms', 250],
  ['1.5s', 1500],
  ['20', 20_000],
  ['1700000020', 20_000],
  ['1700000020000', 20_000],
  ['2023-11-14T22:13:40Z', 20_000],
  ['soon', undefined],
  ['', undefined],
] as const)
  test(`a limit that is whole again in "${text}" is so in ${ms} ms`, () =>
    assert.equal(readReset(text, 1_700_000_000_000), ms))

test('what is left is read from whichever headers are there', () => {
  const headers = new Headers({
    'x-ratelimit-remaining-requests': '3',
    'x-ratelimit-limit-requests': '10',
    'x-ratelimit-reset-requests': '7s',
    'x-ratelimit-remaining-tokens': '900',
    'x-ratelimit-reset-tokens': '30s',
    'x-ratelimit-remaining': '1',
  })
  assert.deepEqual(readLeft(headers, 0), [
    { of: 'requests', remaining: 3, limit: 10, resetMs: 7000 },
    { of: 'tokens', remaining: 900, resetMs: 30_000 },
  ])
  assert.deepEqual(readLeft(new Headers({ 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': '1' }), 0), [])
})

test('nothing is sent past what is left, however much was sent before the reply came', () => {
  const its = allowance()
  const first = its.sent(1)
  its.sent(1)
  its.told(0, first, { of: 'requests', remaining: 2, limit: 10, resetMs: 500 })
  assert.equal(its.waitMs(10, 1), 0)
  its.sent(1)
  assert.equal(its.waitMs(10, 1), 490)
  assert.equal(its.waitMs(500, 1), 0)
})
