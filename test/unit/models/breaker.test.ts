import assert from 'node:assert/strict'
import test from 'node:test'
import type { Attempt } from '../../../src/models/ask.ts'
import { breaker } from '../../../src/models/layers/breaker.ts'

const refused: Attempt<string> = { ok: false, problem: { code: 'rate-limited', endpoint: 'x', detail: '' } }
const answered: Attempt<string> = { ok: true, value: 'x' }

/** What the last of these attempts comes to, each so many seconds after the one before. */
async function last(attempts: readonly Attempt<string>[], secondsApart: number): Promise<string> {
  let now = 0
  const { gated } = breaker(() => now)
  let said = ''
  for (const attempt of attempts) {
    const { signal } = new AbortController()
    const outcome = await gated<object, string>(async () => attempt)({}, signal)
    said = outcome.ok ? 'answered' : outcome.problem.code
    now += 1000 * secondsApart
  }
  return said
}

const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one)

for (const [what, attempts, secondsApart, comesTo] of [
  ['refuses for two minutes', times(12, refused), 10, 'rate-limited'],
  ['refuses for three minutes', times(19, refused), 10, 'given-up'],
  ['refuses two hundred requests within a minute', times(200, refused), 0.3, 'rate-limited'],
  ['refuses four requests, a minute apart', times(4, refused), 60, 'rate-limited'],
  ['refuses five requests, a minute apart', times(5, refused), 60, 'given-up'],
  ['answers in between', [...times(15, refused), answered, ...times(15, refused)], 10, 'rate-limited'],
] as const)
  test(`a server that ${what} is ${comesTo === 'given-up' ? 'given up' : 'waited for'}`, async () => {
    assert.equal(await last(attempts, secondsApart), comesTo)
  })
