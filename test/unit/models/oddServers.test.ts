import assert from 'node:assert/strict'
import test from 'node:test'
import { acceptedMessages, learn, noQuirks } from '../../../src/models/openai/quirks.ts'
import { sentence } from '../../../src/problem/sentences.ts'
import { chatOf, errorBody, type Fault, faultServer, reply } from './faults.ts'
import { never, wired } from './wired.ts'

const choice = (message: object, finish_reason = 'stop') => ({ body: { choices: [{ finish_reason, message }] } })
const parts = [
  { type: 'text', text: 'fo' },
  { type: 'text', text: 'ur' },
]

/** What a server does first, what is read or told, and how many requests it got. */
const servers: readonly (readonly [what: string, faults: readonly Fault[], says: RegExp, requests: number])[] = [
  ['is loading the model', [{ status: 503, body: errorBody('Loading model') }, reply(['four'])], /^four$/, 2],
  ['tells no usage', [reply(['four'], null)], /^four$/, 1],
  ['answers in parts', [choice({ content: parts })], /^four$/, 1],
  ['answers with reasoning beside the text', [choice({ content: 'four', reasoning: 'two and two' })], /^four$/, 1],
  ['breaks off amid the body', [{ ...reply(['four']), drop: 'body' }, reply(['four'])], /^four$/, 2],
  [
    'sends an error with status 200',
    [{ body: errorBody('No slot is free', { code: 503 }) }, reply(['four'])],
    /^four$/,
    2,
  ],
  [
    'only reasons until the tokens are used up',
    [choice({ content: null, reasoning_content: 'so' }, 'length')],
    /used up the 50 tokens of an answer before its first word/,
    1,
  ],
  [
    'only calls a tool',
    [choice({ content: null, tool_calls: [{ function: { name: 'search', arguments: '{}' } }] })],
    /nothing but a call of the tool "search", and none was offered/,
    1,
  ],
]

for (const [what, faults, says, requests] of servers)
  test(`of a server that ${what}, one clear thing is told, and nothing is paid for twice`, async t => {
    const server = await faultServer(t, faults)
    const wires = wired(server.baseUrl)
    const first = await wires.task.chat(chatOf('2 + 2'), never)
    const told = first.ok ? first.value.texts.join() : sentence(first.problem)
    assert.match(told, says)
    assert.equal(server.received.length, requests)
    if (first.ok) assert.ok((await wires.task.chat(chatOf('2 + 2'), never)).ok)
    assert.equal(server.received.length, requests)
  })

test('an answer longer than was allowed is kept, and counts as what it was', async t => {
  const server = await faultServer(t, [reply(['word '.repeat(500)], [7, 500])])
  const wires = wired(server.baseUrl)
  assert.ok((await wires.task.chat(chatOf('a', { maxTokens: 20 }), never)).ok)
  assert.equal(wires.ledger.usage().task.outputTokens, 500)
})

/** Each field that some models refuse, with the words in which one of them does. */
for (const [field, message, more] of [
  ['temperature', "Unsupported value: 'temperature' does not support 0 with this model.", {}],
  ['max_tokens', "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.", {}],
  ['n', "'n' must be 1", { n: 2 }],
  ['seed', 'Unrecognized request argument supplied: seed', { seed: 5 }],
] as const)
  test(`a server that refuses ${field} is asked with it once`, async t => {
    const server = await faultServer(t, ({ body }) =>
      field in body ? { status: 400, body: errorBody(message) } : reply(['four']),
    )
    const wires = wired(server.baseUrl)
    for (const content of ['a', 'b', 'c']) assert.ok((await wires.task.chat(chatOf(content, more), never)).ok)
    assert.equal(server.received.filter(({ body }) => field in body).length, 1)
  })

for (const [status, message] of [
  [400, "Unsupported value: 'messages[0].role' does not support 'system' with this model."],
  [400, 'Developer instruction is not enabled for this model'],
  [500, 'Jinja Exception: System role not supported'],
  [500, 'Jinja Exception: Only user and assistant roles are supported!'],
] as const)
  test(`a server without a system role, which it says with status ${status}, is sent its text with the user's`, async t => {
    const server = await faultServer(t, ({ body: { messages } }) =>
      JSON.stringify(messages).includes('"system"') ? { status, body: errorBody(message) } : reply(['four']),
    )
    const wires = wired(server.baseUrl)
    for (const content of ['a', 'b']) {
      const messages = [{ role: 'system', content: 'Add.' } as const, { role: 'user', content } as const]
      assert.ok((await wires.task.chat(chatOf('', { messages }), never)).ok)
    }
    assert.deepEqual(
      server.received.map(({ body }) => body.messages),
      [
        [
          { role: 'system', content: 'Add.' },
          { role: 'user', content: 'a' },
        ],
        [{ role: 'user', content: 'Add.\n\na' }],
        [{ role: 'user', content: 'Add.\n\nb' }],
      ],
    )
  })

for (const [message, field] of [
  ['The system prompt must be at most 4096 tokens', undefined],
  ['temperature is not supported with this system message', 'temperature'],
  ['This model does not support tools in combination with system instructions', 'tools'],
  ['`system` is not supported: use the user role', 'system'],
] as const)
  test(`what is given up because of ${JSON.stringify(message)} is ${field ?? 'nothing'}`, () => {
    const learned = learn(noQuirks, { param: undefined, code: undefined, message })
    assert.deepEqual(learned && [...learned.without], field && [field])
  })

test('texts of the system in a row are sent as one where there is no such role', () =>
  assert.deepEqual(
    acceptedMessages(
      [
        { role: 'system', content: 'Add.' },
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: '2 + 2' },
      ],
      { ...noQuirks, without: new Set(['system']) },
    ),
    [{ role: 'user', content: 'Add.\n\nBe brief.\n\n2 + 2' }],
  ))
