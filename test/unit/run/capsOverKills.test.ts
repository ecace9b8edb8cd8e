import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
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

test('whatever fails and whenever the process is killed, the server never counts more than the caps', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ calls: fc.integer({ min: 1, max: 60 }), tokens: fc.integer({ min: 50, max: 3000 }) }),
      fc.integer({ min: 1, max: 16 }),
      fc.array(fates, { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      async (caps, concurrency, script, lives) => {
        const folder = mkdtempSync(join(tmpdir(), 'gpo-kills-'))
        const counted = { calls: 0, tokens: 0 }
        try {
          for (const life of lives) await live(folder, caps, concurrency, script, life, counted)
        } finally {
          rmSync(folder, { recursive: true })
        }
        assert.ok(counted.calls <= caps.calls, `${counted.calls} of ${caps.calls} calls`)
        assert.ok(counted.tokens <= caps.tokens, `${counted.tokens} of ${caps.tokens} tokens`)
      },
    ),
    { numRuns: 60 },
  )
})

/** One process that works on the run until the server has had `life` more requests, and is killed then. */
async function live(
  folder: string,
  caps: { readonly calls: number; readonly tokens: number },
  concurrency: number,
  script: readonly Fate[],
  life: number,
  counted: { calls: number; tokens: number },
): Promise<void> {
  const store = openAnswers(folder, 'a-run')
  const { calls, inputTokens, outputTokens, broken } = store.spent.roles.task
  const usage = { ...noUsage, task: { calls, cached: 0, inputTokens, outputTokens, broken } }
  const its = ledger({ caps, prices: {}, usage, startedAt: 0, now: () => 0 })
  const bound = { inputTokens: 20, outputTokens: 30 }
  let left = life
  let isDead = false
  const die = new AbortController()
  const server = async (): Promise<Attempt<Reply>> => {
    const fate = script[counted.calls % script.length] ?? { how: 'answered', share: 1, turns: 0 }
    counted.calls++
    if (--left <= 0) {
      isDead = true
      die.abort()
    }
    const tokens = { inputTokens: Math.floor(fate.share * 20), outputTokens: Math.floor(fate.share * 30) }
    if (fate.how !== 'refused') counted.tokens += tokens.inputTokens + tokens.outputTokens
    for (let turn = 0; turn < fate.turns; turn++) await Promise.resolve()
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
  const killed = new Promise<void>(resolve => die.signal.addEventListener('abort', () => setImmediate(resolve)))
  await Promise.race([Promise.all(Array.from({ length: concurrency }, work)), killed])
  // A killed process closes nothing properly; here its file only has to be let go.
  store.close()
}
