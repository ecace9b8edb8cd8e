import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type Ledger, ledger, type Reservation } from '../../../src/models/layers/ledger.ts'
import type { ModelSpec } from '../../../src/models/model.ts'
import { priced, pricesOf } from '../../../src/models/prices.ts'
import type { Role } from '../../../src/models/roles.ts'
import { type Caps, noUsage, type Usage } from '../../../src/models/usage.ts'
import { never } from './wired.ts'

const book = (caps: Caps, more: { readonly usage?: Usage; readonly now?: () => number } = {}): Ledger =>
  ledger({ caps, prices: { task: { input: 1e6, output: 2e6 } }, usage: noUsage, startedAt: 0, now: () => 0, ...more })

const tokens = (inputTokens: number, outputTokens = 0) => ({ inputTokens, outputTokens })

async function reserve(from: Ledger, input = 10, output = 0): Promise<Reservation> {
  const outcome = await from.reserve('task', tokens(input, output), never)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

async function refuses(from: Ledger, cap: string, input = 10): Promise<void> {
  const outcome = await from.reserve('task', tokens(input), never)
  assert.deepEqual(outcome, { ok: false, problem: { code: 'budget', cap } })
}

test('a call counts from the moment it is reserved, its tokens when they are known', async () => {
  const its = book({})
  const one = await reserve(its, 100, 100)
  assert.deepEqual(its.usage().task, { calls: 1, cached: 0, inputTokens: 0, outputTokens: 0 })
  one.settle(tokens(7, 3))
  ;(await reserve(its)).settle(tokens(0))
  its.cached('task')
  assert.deepEqual(its.usage().task, { calls: 2, cached: 1, inputTokens: 7, outputTokens: 3 })
  assert.equal(its.usage().usd, 13)
})

test('a request whose end nobody knows counts at its bound, against the caps and in the cost, and apart from the known tokens', async () => {
  const its = book({ tokens: 100 })
  ;(await reserve(its, 40, 20)).settle()
  const { task, usd } = its.usage()
  assert.deepEqual(task, {
    calls: 1,
    cached: 0,
    inputTokens: 0,
    outputTokens: 0,
    broken: { inputTokens: 40, outputTokens: 20 },
  })
  assert.equal(usd, 80)
  await refuses(its, 'tokens', 41)
  ;(await reserve(its, 40)).settle(tokens(0))
})

test('calls are refused at the cap, under way or not', async () => {
  const its = book({ calls: 2 })
  const one = await reserve(its)
  await reserve(its)
  await refuses(its, 'calls')
  one.settle()
  await refuses(its, 'calls')
})

test('a request that fits only if others turn out cheaper waits for them', async () => {
  const its = book({ tokens: 100 })
  const one = await reserve(its, 80)
  let admitted = false
  const two = reserve(its, 50).then(reservation => {
    admitted = true
    return reservation
  })
  await new Promise(setImmediate)
  assert.equal(admitted, false)
  one.settle(tokens(20))
  ;(await two).settle(tokens(50))
  await refuses(its, 'tokens', 31)
  await reserve(its, 30)
})

test('who waits can leave', async () => {
  const its = book({ tokens: 100 })
  await reserve(its, 80)
  const stop = new AbortController()
  const waiting = its.reserve('task', tokens(50), stop.signal)
  stop.abort()
  assert.deepEqual(await waiting, { ok: false, problem: { code: 'cancelled' } })
})

test('what is withheld for the verdict is there when it is released', async () => {
  const its = book({ calls: 3, tokens: 100 })
  its.withhold(2, 60)
  await refuses(its, 'tokens', 41)
  await reserve(its, 10)
  await refuses(its, 'calls')
  its.release()
  await reserve(its, 50)
  await reserve(its, 40)
})

test('USD are capped by price, and a role without a price cannot be afforded', async () => {
  const its = book({ usd: 20 })
  await refuses(its, 'usd', 21)
  await reserve(its, 20)
  const outcome = await its.reserve('judge', tokens(1), never)
  assert.deepEqual(outcome, { ok: false, problem: { code: 'budget', cap: 'usd' } })
})

test('nothing is begun after the deadline', async () => {
  let now = 0
  const its = book({ minutes: 2 }, { now: () => now })
  now = 119_999
  await reserve(its)
  assert.equal(its.remainingMs(), 1)
  now = 120_000
  await refuses(its, 'minutes')
})

test('a resumed run goes on counting where it stopped', async () => {
  const usage: Usage = { ...noUsage, task: { calls: 4, cached: 1, inputTokens: 5, outputTokens: 5 }, usd: 15 }
  const its = book({ calls: 5 }, { usage })
  assert.deepEqual(its.usage(), usage)
  await reserve(its)
  await refuses(its, 'calls')
})

test('the cost of a role without a price is unknown as soon as it is used, and not before', async () => {
  const its = book({})
  assert.equal(its.usage().usd, 0)
  await its.reserve('judge', tokens(1), never)
  assert.equal(its.usage().usd, null)
})

const local: ModelSpec = { kind: 'openai', id: 'local:small', provider: 'local', model: 'small', baseUrl: 'http://x' }
const demo: ModelSpec = { kind: 'demo', id: 'demo' }
const price = { input: 1, output: 2 }

test('a cap in USD asks for every price; the demo model has one', () => {
  assert.deepEqual(priced({ task: demo, judge: local }, { usd: 1 }), { code: 'no-price', model: 'local:small' })
  assert.equal(priced({ task: demo, judge: { ...local, price } }, { usd: 1 }), undefined)
  assert.equal(priced({ task: local }, { calls: 1 }), undefined)
  assert.deepEqual(pricesOf({ task: demo, optimizer: local, judge: { ...local, price } }), {
    task: { input: 0, output: 0 },
    judge: price,
  })
})

const operation = fc.oneof(
  fc.record({
    do: fc.constant('reserve' as const),
    role: fc.constantFrom<Role>('task', 'optimizer'),
    input: fc.nat(40),
    output: fc.nat(40),
  }),
  fc.record({
    do: fc.constant('settle' as const),
    which: fc.nat(20),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ do: fc.constant('withhold' as const), calls: fc.nat(5), tokens: fc.nat(50) }),
  fc.record({ do: fc.constant('release' as const) }),
)

test('no order of requests and answers passes a cap', () =>
  fc.assert(
    fc.asyncProperty(
      fc.record({ calls: fc.nat(20), tokens: fc.nat(300), usd: fc.nat(300) }),
      fc.array(operation, { maxLength: 60 }),
      async (caps, operations) => {
        const prices = { task: { input: 1e6, output: 1e6 }, optimizer: { input: 5e5, output: 2e6 } }
        const its = ledger({ caps, prices, usage: noUsage, startedAt: 0 })
        const open: { readonly reservation: Reservation; readonly input: number; readonly output: number }[] = []
        for (const step of operations) {
          switch (step.do) {
            case 'reserve':
              void its.reserve(step.role, tokens(step.input, step.output), never).then(outcome => {
                if (outcome.ok) open.push({ reservation: outcome.value, input: step.input, output: step.output })
              })
              break
            case 'settle': {
              const [one] = open.splice(step.which % Math.max(open.length, 1), 1)
              one?.reservation.settle(
                step.share < 0.1
                  ? undefined
                  : tokens(Math.floor(one.input * step.share), Math.floor(one.output * step.share)),
              )
              break
            }
            case 'withhold':
              its.withhold(step.calls, step.tokens)
              break
            case 'release':
              its.release()
          }
          await new Promise(setImmediate)
        }
        for (const { reservation, input, output } of open) reservation.settle(tokens(input, output))
        const { task, optimizer, usd } = its.usage()
        const known = [task, optimizer].reduce((sum, role) => sum + role.inputTokens + role.outputTokens, 0)
        const broken = [task, optimizer].flatMap(role => (role.broken ? [role.broken] : []))
        const spent = known + broken.reduce((sum, bound) => sum + bound.inputTokens + bound.outputTokens, 0)
        assert.ok(task.calls + optimizer.calls <= caps.calls)
        assert.ok(spent <= caps.tokens)
        assert.ok(usd !== null && usd <= caps.usd + 1e-9)
      },
    ),
  ))
