import assert from 'node:assert/strict'
import test from 'node:test'
import type { Attempt } from '../../../src/models/ask.ts'
import { breaker } from '../../../src/models/layers/breaker.ts'
import { type RetryOptions, retrying } from '../../../src/models/layers/retrying.ts'
import type { Problem } from '../../../src/problem/problem.ts'
import { never } from './wired.ts'

const endpoint = 'http://x'
const limited: Problem = { code: 'rate-limited', endpoint, detail: '' }
const broken: Problem = { code: 'server-error', endpoint, status: 500, detail: '' }
const garbage: Problem = { code: 'bad-reply', endpoint, detail: '' }
const wrongKey: Problem = { code: 'wrong-key', endpoint }
const away: Problem = { code: 'unreachable', endpoint, detail: '' }

const failed = (problem: Problem, retryAfterMs?: number): Attempt<string> =>
  retryAfterMs === undefined ? { ok: false, problem } : { ok: false, problem, retryAfterMs }
const fine: Attempt<string> = { ok: true, value: 'fine' }

/** Asks what the script answers, and fails where it ends. */
async function run(script: readonly Attempt<string>[], options: RetryOptions = {}) {
  const left = [...script]
  const slept: number[] = []
  const ask = retrying(async () => left.shift() ?? assert.fail('asked once too often'), {
    random: () => 0.5,
    sleep: async ms => void slept.push(ms),
    ...options,
  })
  const outcome = await ask('hello', never)
  return { outcome: outcome.ok ? outcome.value : outcome.problem.code, slept, unasked: left.length }
}

const filtered: Problem = { code: 'refused-by-filter', endpoint: 'e', detail: 'd' }

const cases: readonly (readonly [string, readonly Attempt<string>[], string, readonly number[]])[] = [
  ['a success is not repeated', [fine], 'fine', []],
  ['the bound of a wait doubles', [failed(broken), failed(limited), failed(away), fine], 'fine', [250, 500, 1000]],
  ['five attempts are the most', Array(5).fill(failed(broken)), 'server-error', [250, 500, 1000, 2000]],
  ['a pause that was asked for is kept exactly', [failed(limited, 60_000), fine], 'fine', [60_000]],
  ['a longer one is refused', [failed(limited, 60_001)], 'rate-limited', []],
  ['at once means at once', [failed({ ...limited, code: 'bad-request' }, 0), fine], 'fine', []],
  ['a broken reply is worth three more attempts', Array(4).fill(failed(garbage)), 'bad-reply', [250, 500, 1000]],
  ['a wrong key is final', [failed(wrongKey)], 'wrong-key', []],
  ['so is what can never pass', [failed(away, Infinity)], 'unreachable', []],
]
for (const [name, script, outcome, slept] of cases)
  test(name, async () => assert.deepEqual(await run(script), { outcome, slept, unasked: 0 }))

test('jitter is full: from no wait to the whole bound, and never above 20 seconds', async () => {
  assert.deepEqual((await run([failed(broken), fine], { random: () => 0 })).slept, [])
  const long = await run(Array(5).fill(failed(broken)), { random: () => 0.999, baseDelayMs: 100_000 })
  assert.deepEqual(long.slept, Array(4).fill(19_980))
})

test('a request that nobody else repeats is asked seven times where it is never answered, others twice', async () => {
  const late: Problem = { code: 'timed-out', endpoint, seconds: 180 }
  const [patient, plain] = [{ isPatient: true, attempts: 20 }, { attempts: 20 }]
  assert.equal((await run(Array(7).fill(failed(late)), patient)).unasked, 0)
  assert.equal((await run([...Array(6).fill(failed(late)), fine], patient)).outcome, 'fine')
  assert.equal((await run(Array(2).fill(failed(late)), plain)).outcome, 'timed-out')
})

test('a wait that outlasts the run is not begun', async () => {
  const late = await run([failed(limited, 5000)], { remainingMs: () => 5000 })
  assert.deepEqual(late, { outcome: 'budget', slept: [], unasked: 0 })
})

test('a wait ends when the run is cancelled', async () => {
  const stop = new AbortController()
  const ask = retrying(async () => failed(limited, 50_000))
  setTimeout(() => stop.abort(), 10)
  const outcome = await ask('hello', stop.signal)
  assert.ok(!outcome.ok && outcome.problem.code === 'cancelled')
})

/** How often a model is asked by so many requests in turn. */
async function asked(script: (i: number) => Attempt<string>, requests: number): Promise<number> {
  const its = breaker()
  let count = 0
  const ask = its.watched(its.gated(async () => script(count++)))
  for (let i = 0; i < requests; i += 1) await ask({ number: i }, never)
  return count
}

const endings: readonly (readonly [string, (i: number) => Attempt<string>, number])[] = [
  ['a wrong key is believed at once', () => failed(wrongKey), 1],
  ['five requests must find nobody there', () => failed(away), 5],
  ['a failure of another kind in between counts as well', i => failed(i === 3 ? broken : away), 5],
  ['a refusal that concerns one case begins anew', i => failed(i === 3 ? filtered : away), 9],
  ['so does an answer, and a model that has answered can be given up', i => (i === 3 ? fine : failed(away)), 9],
  ['a busy server is waited for longer', () => failed(limited), 10],
]
for (const [name, script, count] of endings) test(name, async () => assert.equal(await asked(script, 20), count))
