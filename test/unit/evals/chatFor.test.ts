import assert from 'node:assert/strict'
import test from 'node:test'
import { chatFor } from '../../../src/evals/scoring/chatFor.ts'

const prompt = [
  { role: 'system', content: 's' },
  { role: 'user', content: 'u' },
] as const
const own = [{ role: 'user', content: 'q' }] as const

for (const [what, item, expected] of [
  ['nothing of its own', {}, 'system:s user:u'],
  ['a chat', { messages: own }, 'system:s user:u user:q'],
  ['a prefix and a suffix', { prefix: '<', suffix: '>' }, 'system:s user:<u>'],
  ['a chat and a suffix', { messages: own, suffix: '!' }, 'system:s user:u user:q!'],
] as const)
  test(`A case with ${what} is sent as ${expected}`, () => {
    assert.equal(
      chatFor(prompt, item)
        .map(({ role, content }) => `${role}:${content}`)
        .join(' '),
      expected,
    )
  })
