import assert from 'node:assert/strict'
import test from 'node:test'
import { chatBound } from '../../../src/models/bounds.ts'
import { startDemoServer } from '../../../src/models/demo/serving/server.ts'
import { chatKey } from '../../../src/models/layers/cached.ts'
import { openaiChat } from '../../../src/models/openai/openai.ts'
import { listing } from '../../../src/skills/profiles/listing.ts'
import { routeThrough } from '../../../src/skills/routing/routeThrough.ts'
import { routingQuestion } from '../../../src/skills/routing/routingQuestion.ts'
import { chatOf, errorBody, type Fault, faultServer, reply } from './faults.ts'
import { never } from './wired.ts'

const at = (baseUrl: string, model = 'small') => ({ provider: 'local', model, baseUrl })
const { tool } = routingQuestion('', '')
const request = chatOf('tag version 2', { tool })
const calling = (name: string, given: unknown): Fault => ({
  body: { choices: [{ message: { content: null, tool_calls: [{ function: { name, arguments: given } }] } }] },
})

test('a tool is offered with its arguments, and must be called', async t => {
  const server = await faultServer(t, [calling('load_skill', '{"skill":"release"}')])
  const outcome = await openaiChat(at(server.baseUrl), undefined)(request, never)
  const { tools, tool_choice } = server.received[0]?.body ?? {}
  assert.equal(tool_choice, 'required')
  assert.deepEqual(tools, [
    {
      type: 'function',
      function: {
        name: 'load_skill',
        description: tool.description,
        parameters: {
          type: 'object',
          properties: { skill: { type: 'string', description: 'One of the listed names, or none.' } },
          required: ['skill'],
        },
      },
    },
  ])
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.value.texts, ['{"skill":"release"}'])
})

for (const [name, fault, text] of [
  ['arguments that are not a text', calling('load_skill', { skill: 'release' }), '{"skill":"release"}'],
  ['an answer in words', reply(['release']), 'release'],
] as const)
  test(`${name}: the answer is ${text}`, async t => {
    const server = await faultServer(t, [fault])
    const outcome = await openaiChat(at(server.baseUrl), undefined)(request, never)
    assert.ok(outcome.ok)
    assert.deepEqual(outcome.value.texts, [text])
  })

test('a call of a tool that was not offered is still no answer', async t => {
  const server = await faultServer(t, [calling('search', '{}')])
  const outcome = await openaiChat(at(server.baseUrl), undefined)(request, never)
  assert.ok(!outcome.ok && outcome.problem.code === 'only-tool-call')
})

for (const [name, status, body] of [
  ['Ollama', 400, errorBody('registry.ollama.ai/library/small:latest does not support tools')],
  ['vLLM', 400, errorBody('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set')],
  ['llama.cpp', 500, errorBody('tools param requires --jinja flag')],
  ['OpenRouter', 404, errorBody('No endpoints found that support tool use.', { code: 404 })],
  ['OpenAI', 400, errorBody("Unsupported parameter: 'tools'.", { param: 'tools', code: 'unsupported_parameter' })],
  ['a strict gateway', 422, { detail: [{ loc: ['body', 'tools'], msg: 'Extra inputs are not permitted' }] }],
] as const)
  test(`${name} rejects tools once, and is asked in words from then on`, async t => {
    const server = await faultServer(t, ({ body: asked }) => ('tools' in asked ? { status, body } : reply(['release'])))
    const chat = openaiChat(at(server.baseUrl), undefined)
    const outcome = await chat(request, never)
    assert.ok(!outcome.ok && outcome.retryAfterMs === 0)
    for (const _ of [1, 2]) assert.ok((await chat(request, never)).ok)
    assert.equal(server.received.filter(({ body: asked }) => 'tools' in asked).length, 1)
  })

test('where only the choice of the tool is rejected, the tool is still offered', async t => {
  const body = errorBody('deepseek-reasoner does not support this tool_choice')
  const server = await faultServer(t, ({ body: asked }) =>
    'tool_choice' in asked ? { status: 400, body } : calling('load_skill', '{"skill":"none"}'),
  )
  const chat = openaiChat(at(server.baseUrl), undefined)
  assert.ok(!(await chat(request, never)).ok)
  assert.ok((await chat(request, never)).ok)
  assert.ok('tools' in (server.received[1]?.body ?? {}))
})

test('an error of the server that is not about tools teaches nothing', async t => {
  const server = await faultServer(t, () => ({ status: 500, body: errorBody('out of memory') }))
  const outcome = await openaiChat(at(server.baseUrl), undefined)(request, never)
  assert.ok(!outcome.ok && outcome.retryAfterMs === undefined)
})

test('the tool counts for the bound, and makes a request another one', () => {
  assert.ok(chatBound(request).inputTokens > chatBound(chatOf('tag version 2')).inputTokens)
  assert.notEqual(chatKey('m', request), chatKey('m', chatOf('tag version 2')))
})

test('the demo server is routed through by calls, with the same names as in words', async () => {
  const server = await startDemoServer({ port: 0, seed: 1, latencyMs: 0, failRate: 0 })
  try {
    const chat = openaiChat(at(server.url, 'demo'), undefined)
    const skill = (name: string, description: string) => ({ name, description, path: `/${name}/SKILL.md`, line: 3 })
    const skills = [skill('release', 'Tags a version and publishes it.'), skill('charts', 'Draws charts of numbers.')]
    const ask = async (offered: boolean, query: string) => {
      const question = routingQuestion(listing(skills, 'plain', {}).text, query)
      return chat({ ...chatOf(''), messages: question.messages, ...(offered && { tool: question.tool }) }, never)
    }
    for (const [query, name] of [
      ['publish the version with a tag', 'release'],
      ['draws charts', 'charts'],
      ['capital of Peru', 'none'],
    ] as const) {
      const [called, said] = [await ask(true, query), await ask(false, query)]
      assert.ok(called.ok && said.ok)
      assert.deepEqual([called.value.texts, said.value.texts], [[JSON.stringify({ skill: name })], [name]])
      const options = { profile: 'plain', limits: {}, runs: 1, shuffles: false, seed: 1 } as const
      const trouble = { stops: () => false, says: () => '' }
      const asked = async (question: object) => {
        const answer = await chat({ ...chatOf(''), ...question }, never)
        return answer.ok ? ({ ok: true, value: answer.value.texts } as const) : answer
      }
      assert.deepEqual(await routeThrough(skills, options, asked, trouble)(query), {
        ok: true,
        value: [{ is: 'chosen', name }],
      })
    }
  } finally {
    await server.close()
  }
})
