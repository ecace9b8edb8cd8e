import assert from 'node:assert/strict'
import test from 'node:test'
import { readEditorError, secondsIn } from '../../../src/host/models/editorErrors.ts'
import { sentence } from '../../../src/problem/sentences.ts'

const thrown = (fields: object) => Object.assign(new Error('it did not work'), fields)

for (const [what, error, code, says] of [
  [
    'a block',
    thrown({ name: 'LanguageModelError', code: 'Blocked' }),
    'editor-blocks',
    /^VS Code keeps GPO from asking/,
  ],
  [
    'a quota by its name',
    thrown({ name: 'ChatQuotaExceeded' }),
    'quota-used',
    /^The quota of VS Code's model x\/y is used up/,
  ],
  ['a quota by its words', new Error('You have used up your monthly quota.'), 'quota-used', /^The quota of/],
  ['a rate by its name', thrown({ name: 'ChatRateLimited' }), 'rate-limited', /^VS Code's model x\/y limits the rate/],
  [
    'a rate with its time',
    new Error('Rate limit exceeded, try again in 2 hours'),
    'rate-limited',
    /asks to wait 2 hours/,
  ],
  [
    'a filter',
    new Error('Response was filtered by the Responsible AI Service'),
    'refused-by-filter',
    /^The content filter/,
  ],
  ['a long request', new Error('Message exceeds token limit.'), 'too-long', /^The request is longer than/],
  [
    'a user who declined',
    thrown({ name: 'LanguageModelError', code: 'NoPermissions' }),
    'not-allowed',
    /^You have not allowed GPO/,
  ],
  ['a model that went', thrown({ code: 'NotFound' }), 'model-gone', /^VS Code has no model "vscode:x\/y" now/],
  ['a cause', new Error('outer', { cause: thrown({ name: 'ChatQuotaExceeded' }) }), 'quota-used', /^The quota/],
  ['a temperature', new Error("Unsupported value: 'temperature' only takes 1."), 'bad-request', /rejects the request/],
  ['anything else', new Error('socket hang up'), 'editor-fails', /^VS Code's model x\/y failed \(socket hang up\)/],
  ['no reason', undefined, 'editor-fails', /without a reason/],
] as const)
  test(`${what} is ${code}, and is told in words that fit`, () => {
    const { problem, isRefusal } = readEditorError('x/y', error)
    assert.equal(problem.code, code)
    assert.match(sentence(problem), says)
    assert.doesNotMatch(sentence(problem), /the key|the network|the address/)
    assert.equal(isRefusal, code !== 'editor-fails')
  })

for (const [message, seconds] of [
  ['try again in 42 seconds', 42],
  ['Please wait 5 minutes.', 300],
  ['wait 1.5h', 5400],
  ['later', undefined],
  ['model gpt-4 is busy', undefined],
] as const)
  test(`"${message}" asks for ${seconds} seconds`, () => assert.equal(secondsIn(message), seconds))
