import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { beatMs } from '../../../src/journal/account.ts'
import { openAnswers } from '../../../src/journal/answers/paidAnswers.ts'
import type { Attempt } from '../../../src/models/ask.ts'
import { ledger } from '../../../src/models/layers/ledger.ts'
import { metered } from '../../../src/models/layers/metered.ts'
import type { Tokens } from '../../../src/models/model.ts'
import { noUsage } from '../../../src/models/usage.ts'

interface Reply {
  readonly tokens: Tokens
}

/** What becomes of a request, and the share of its bound that the server counts for it. */
interface Fate {
  readonly how: 'answered' | 'refused' | 'reset'
  readonly share: number
  readonly turns: number
}

const fates: fc.Arbitrary<Fate> = fc.record({
  how: fc.constantFrom('answered', 'answered', 'refused', 'reset'),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  turns: fc.integer({ min: 0, max: 5 }),
})

/** What the server counted, how long all processes together worked, and how long they had when the last request was sent. */
interface Counted {
  calls: number
  tokens: number
  workedMs: number
  sentMs: number
}

/** Milliseconds that a turn of the server takes. */
const turnMs = 170

test('whatever fails and whenever the process is killed, the server never counts more than the caps', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        calls: fc.integer({ min: 1, max: 60 }),
        tokens: fc.integer({ min: 50, max: 3000 }),
        minutes: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      }),
      fc.integer({ min: 1, max: 16 }),
      fc.array(fates, { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      async (caps, concurrency, script, lives) => {
        const folder = mkdtempSync(join(tmpdir(), 'gpo-kills-'))
        const counted: Counted = { calls: 0, tokens: 0, workedMs: 0, sentMs: 0 }
        try {
          for (const life of lives) await live(folder, caps, concurrency, script, life, counted)
        } finally {
          rmSync(folder, { recursive: true })
        }
        assert.ok(counted.calls <= caps.calls, `${counted.calls} of ${caps.calls} calls`)
        assert.ok(counted.tokens <= caps.tokens, `${counted.tokens} of ${caps.tokens} tokens`)
        const mostMs = caps.minutes * 60_000
        assert.ok(counted.sentMs < mostMs, `a request was sent after ${counted.sentMs} of ${mostMs} ms`)
      },
    ),
    { numRuns: 60 },
  )
})

/** One process that works on the run until the server has had `life` more requests, and is killed then. */
async function live(
  folder: string,
  caps: { readonly calls: number; readonly tokens: number; readonly minutes: number },
  concurrency: number,
  script: readonly Fate[],
  life: number,
  counted: Counted,
): Promise<void> {
  const store = openAnswers(folder, 'a-run')
  const { calls, inputTokens, outputTokens, broken } = store.spent.roles.task
  const usage = { ...noUsage, task: { calls, cached: 0, inputTokens, outputTokens, broken } }
  const begun = counted.workedMs
  const elapsedMs = () => store.spent.workedMs + counted.workedMs - begun
  const its = ledger({ caps, prices: {}, usage, startedAt: 0, now: elapsedMs })
  let [beaten, noted] = [begun, store.spent.workedMs]
  const works = (ms: number): void => {
    counted.workedMs += ms
    for (; counted.workedMs - beaten >= beatMs; beaten += beatMs) {
      noted += beatMs
      store.worked(noted)
    }
  }
  const bound = { inputTokens: 20, outputTokens: 30 }
  let left = life
  let isDead = false
  const die = new AbortController()
  const server = async (): Promise<Attempt<Reply>> => {
    const fate = script[counted.calls % script.length] ?? { how: 'answered', share: 1, turns: 0 }
    counted.calls++
    counted.sentMs = counted.workedMs
    if (--left <= 0) {
      isDead = true
      die.abort()
    }
    const tokens = { inputTokens: Math.floor(fate.share * 20), outputTokens: Math.floor(fate.share * 30) }
    if (fate.how !== 'refused') counted.tokens += tokens.inputTokens + tokens.outputTokens
    for (let turn = 0; turn < fate.turns; turn++) await Promise.resolve()
    // Time passes while nobody is about to send.
    await setImmediate()
    if (!isDead) works(fate.turns * turnMs)
    // What the server says to a process that is dead, nobody hears.
    if (isDead) return new Promise(() => undefined)
    if (fate.how === 'answered') return { ok: true, value: { tokens } }
    const problem = { code: 'server-error', endpoint: 'x', status: 500, detail: '' } as const
    return { ok: false, problem, ...(fate.how === 'refused' && { spent: { inputTokens: 0, outputTokens: 0 } }) }
  }
  const ask = metered<null, Reply>(server, { role: 'task', ledger: its, store, bound: () => bound })
  const work = async (): Promise<void> => {
    while (!isDead) {
      const outcome = await ask(null, die.signal)
      if (!outcome.ok && outcome.problem.code === 'budget') return
    }
  }
  const killed = once(die.signal, 'abort').then(() => setImmediate())
  await Promise.race([Promise.all(Array.from({ length: concurrency }, work)), killed])
  // A killed process notes no end; its file is closed by the system.
  if (isDead) return
  store.worked(elapsedMs())
  store.close()
}
