import assert from 'node:assert/strict'
import test from 'node:test'
import type { ChatModel } from '../../../src/models/model.ts'
import { failure, success } from '../../../src/problem/outcome.ts'
import type { Problem } from '../../../src/problem/problem.ts'
import { repeatedly } from '../../../src/run/binding/repeats.ts'

const item = { id: 'c', vars: {}, expected: ['1'] }

/** Answers in turn: p passes, f fails, b is a cap, t a time-out. */
function asked(letters: string) {
  const repeats: (number | undefined)[] = []
  const task: ChatModel = {
    id: 'm',
    chat: async ({ repeat }) => {
      repeats.push(repeat)
      const letter = letters[repeat ?? 0]
      const problem: Problem =
        letter === 'b' ? { code: 'budget', cap: 'calls' } : { code: 'timed-out', endpoint: 'e', seconds: 1 }
      const tokens = { inputTokens: 1, outputTokens: 1 }
      return letter === 'p' || letter === 'f' ? success({ texts: [letter], tokens }) : failure(problem)
    },
  }
  const examine = repeatedly(letters.length, task, model => async () => {
    const request = { messages: [], temperature: 0, maxTokens: 1, n: 1 }
    const reply = await model.chat(request, new AbortController().signal)
    if (!reply.ok) return reply
    const passed = reply.value.texts[0] === 'p'
    return success({ answer: reply.value.texts[0] ?? '', grade: passed ? 1 : 0, passed })
  })
  return { repeats, examine }
}

for (const [letters, result] of [
  ['p', { grade: 1, passed: true }],
  ['ppf', { grade: 2 / 3, passed: true }],
  ['pf', { grade: 0.5, passed: false }],
  ['fffp', { grade: 0.25, passed: false }],
  ['ptp', { grade: 1, passed: true }],
  ['tt', 'timed-out'],
  ['ppb', 'budget'],
] as const)
  test(`a case that is answered ${letters} comes out as ${JSON.stringify(result)}`, async () => {
    const { repeats, examine } = asked(letters)
    const outcome = await examine('prompt', item)
    const said = outcome.ok ? { grade: outcome.value.grade, passed: outcome.value.passed } : outcome.problem.code
    assert.deepEqual(said, result)
    assert.deepEqual(repeats, [undefined, 1, 2, 3].slice(0, letters.length))
  })
