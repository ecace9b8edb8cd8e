import assert from 'node:assert/strict'
import { connect, type Models, type Wiring } from '../../../src/models/connect.ts'
import { lanes, systemClock } from '../../../src/models/lanes/lanes.ts'
import { type Ledger, ledger } from '../../../src/models/layers/ledger.ts'
import type { ModelSpec } from '../../../src/models/model.ts'
import { type Caps, noUsage } from '../../../src/models/usage.ts'
import { memoryStore } from './faults.ts'

export interface Wired extends Models {
  readonly ledger: Ledger
  readonly store: ReturnType<typeof memoryStore>
  /** Milliseconds of every wait between attempts; none of them was waited for. */
  readonly slept: readonly number[]
}

export const specOf = (baseUrl: string): ModelSpec => ({
  kind: 'openai',
  id: 'local:small',
  provider: 'local',
  model: 'small',
  baseUrl,
})

/** The whole stack over a server, with waits that take no time. */
export function wired(
  baseUrl: string,
  more: Partial<Wiring> & { readonly caps?: Caps; readonly concurrency?: number; readonly store?: Wired['store'] } = {},
): Wired {
  const store = more.store ?? memoryStore()
  const book = more.ledger ?? ledger({ caps: more.caps ?? {}, prices: {}, usage: noUsage, startedAt: 0, now: () => 0 })
  const slept: number[] = []
  let skipped = 0
  const clock = { ...systemClock, now: () => performance.now() + skipped }
  const spec = specOf(baseUrl)
  const models = connect({
    specs: { task: spec, optimizer: spec, embedding: spec },
    keys: { [baseUrl]: 'sk-secret-key-of-the-user' },
    lanes: lanes(more.concurrency ?? 16, clock),
    seed: 1,
    retry: {
      random: () => 0.5,
      sleep: async ms => {
        slept.push(ms)
        skipped += ms
      },
    },
    ...more,
    ledger: book,
    store,
  })
  assert.ok(models.ok)
  return { ...models.value, ledger: book, store, slept }
}

export const callsOf = (wires: Wired): number => {
  const { task, optimizer, judge, embedding } = wires.ledger.usage()
  return task.calls + optimizer.calls + judge.calls + embedding.calls
}

export const tokensOf = (wires: Wired): number => {
  const { task, optimizer, judge, embedding } = wires.ledger.usage()
  return [task, optimizer, judge, embedding].reduce((sum, role) => sum + role.inputTokens + role.outputTokens, 0)
}

export const never = new AbortController().signal
