import assert from 'node:assert/strict'
import test from 'node:test'
import type { AskEditor } from '../../../src/models/connect.ts'
import { demoChat } from '../../../src/models/demo/demoModel.ts'
import type { Problem } from '../../../src/problem/problem.ts'
import { random } from '../../../src/text/random.ts'
import { logicCases } from '../models/demo/generated.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'

const made = cases(logicCases(60))

const faults: readonly Problem[] = [
  { code: 'server-error', endpoint: 'e', status: 500, detail: 'broken' },
  { code: 'unreachable', endpoint: 'e', detail: 'reset' },
  { code: 'bad-reply', endpoint: 'e', detail: 'garbage' },
]

/** The demo model, of which a share of the requests meets with a fault, each time anew, and asks to be asked again at once. */
function faulty(share: number, seed: number) {
  const chat = demoChat(0)
  const roll = random(seed, 'faults')
  const counts = { asked: 0, answered: 0, inputTokens: 0, outputTokens: 0 }
  const ask: AskEditor = async (_, request, signal) => {
    counts.asked += 1
    await new Promise(setImmediate)
    const problem = faults[Math.floor(roll() * faults.length)]
    if (problem !== undefined && roll() < share)
      return { ok: false, problem, retryAfterMs: 0, spent: { inputTokens: 0, outputTokens: 0 } }
    const outcome = await chat.chat(request, signal)
    if (outcome.ok) {
      counts.answered += 1
      counts.inputTokens += outcome.value.tokens.inputTokens
      counts.outputTokens += outcome.value.tokens.outputTokens
    }
    return outcome
  }
  return { ask, counts }
}

async function found(strategy: 'gpo' | 'apo' | 'gepa', share: number, concurrency: number, seed: number) {
  const { ask, counts } = faulty(share, seed)
  const settings = { strategy, steps: 3, candidates: 4, seed: 1, concurrency }
  const report = reportOf(await inProcess({ cases: made, settings, task: ask }))
  const { usage: _, ...rest } = report
  const result = { ...rest, steps: report.steps.map(({ usage: __, ...step }) => step) }
  return { result: JSON.parse(JSON.stringify(result)), usage: report.usage.task, counts }
}

for (const strategy of ['gpo', 'apo', 'gepa'] as const)
  test(`${strategy} ends alike however many requests are sent at once, and whatever share of them breaks`, async () => {
    const { result } = await found(strategy, 0, 8, 1)
    for (const [share, concurrency] of [
      [0, 1],
      [0, 64],
      [0.1, 8],
      [0.3, 3],
      [0.6, 16],
    ] as const) {
      const again = await found(strategy, share, concurrency, 7)
      assert.deepEqual(again.result, result, `${share} at ${concurrency}`)
      const { calls, inputTokens, outputTokens, broken } = again.usage
      assert.equal(broken, undefined)
      assert.deepEqual(
        { calls, inputTokens, outputTokens },
        {
          calls: again.counts.asked,
          inputTokens: again.counts.inputTokens,
          outputTokens: again.counts.outputTokens,
        },
      )
    }
  })
