import assert from 'node:assert/strict'
import test from 'node:test'
import { requestsOf } from '../../../src/evals/scoring/runRequests.ts'
import { isPaid, modelOf } from '../../../src/host/models/modelNames.ts'
import { projection } from '../../../src/host/runs/projection.ts'
import { isLocal } from '../../../src/models/address.ts'
import { takesOf } from '../../../src/optimizer/stepRequests.ts'
import { request } from './requests.ts'

const endpoints = { openai: 'https://api.openai.com/v1', ollama: 'http://127.0.0.1:11434/v1' }
const strategyNames = ['gpo', 'apo', 'sgdm', 'gepa', 'ape-native', 'apo-native', 'opro-native', 'pe2-native'] as const
const prices = { 'openai:small': { input: 0.25, output: 2 } }

for (const [name, expected] of [
  ['demo', { kind: 'demo', id: 'demo' }],
  ['vscode:copilot/gpt-4o', { kind: 'vscode', id: 'vscode:copilot/gpt-4o', model: 'copilot/gpt-4o' }],
  [
    'openai:small',
    {
      kind: 'openai',
      id: 'openai:small',
      provider: 'openai',
      model: 'small',
      baseUrl: endpoints.openai,
      price: prices['openai:small'],
    },
  ],
  [
    'ollama:llama3.2:1b',
    { kind: 'openai', id: 'ollama:llama3.2:1b', provider: 'ollama', model: 'llama3.2:1b', baseUrl: endpoints.ollama },
  ],
] as const)
  test(`${name} names a model`, () => assert.deepEqual(modelOf(name, endpoints, prices), { ok: true, value: expected }))

for (const [name, code] of [
  ['', 'no-model'],
  ['gpt-4o', 'unknown-model'],
  ['openai:', 'unknown-model'],
  ['nobody:x', 'unknown-model'],
  ['vscode:', 'unknown-model'],
] as const)
  test(`${JSON.stringify(name)} names none`, () => {
    const model = modelOf(name, endpoints, prices)
    assert.equal(!model.ok && model.problem.code, code)
  })

for (const [address, local] of [
  ['http://127.0.0.1:11434/v1', true],
  ['http://localhost:1234/v1', true],
  ['http://[::1]:80', true],
  ['https://api.openai.com/v1', false],
  ['http://127.0.0.1.example.com/v1', false],
  ['nonsense', false],
] as const)
  test(`${address} is ${local ? '' : 'not '}on this machine`, () => assert.equal(isLocal(address), local))

test('models of other machines and of the editor may cost money, the rest do not', () => {
  const paid = ['openai:small', 'vscode:copilot/gpt-4o', 'ollama:x', 'demo'].map(name =>
    modelOf(name, endpoints, prices),
  )
  assert.deepEqual(
    paid.map(model => model.ok && isPaid(model.value)),
    [true, true, false, false],
  )
})

test('a projection states cases, steps and the most requests', () => {
  // 40 cases are 8 train, 16 validation, 16 test: 1 step an epoch, and 16 + 3 * (16 + 8 + 8 * 16) + 2 * 16 = 504 requests.
  assert.equal(
    projection(request(40), 'Answer.'),
    '40 cases: 8 train, 16 validation, 16 test.\nUp to 3 steps with 8 candidates each: at most 504 requests.\n16 test cases prove a gain of 54 points or more in four runs of five.\nAbout 1,100 tokens to the task model at the most.\nStrategy gpo, task model demo, optimizer model demo.',
  )
})

test('a projection has the steps that the run will make', () => {
  // 100 cases are 20 train: two whole batches of 8, and a rest of 4, which makes half of one and so a third step.
  assert.match(projection(request(100), 'Answer.'), /20 train, .*\nUp to 9 steps/)
  // 90 cases are 18 train, and a rest of 2 makes none.
  assert.match(projection(request(90), 'Answer.'), /18 train, .*\nUp to 6 steps/)
})

for (const strategy of strategyNames)
  test(`a projection for ${strategy} is what the run itself projects`, () => {
    const { settings, ...rest } = request(100)
    const own = { ...rest, settings: { ...settings, strategy, steps: 4, repeats: 2 } }
    const [, most = ''] = /at most ([\d,]+) requests/.exec(projection(own, 'Answer.')) ?? []
    assert.equal(Number(most.replaceAll(',', '')), requestsOf(own, takesOf(own.settings)).most)
  })

test('a projection never states more requests than the cap, and names the other caps', () => {
  const { settings, ...rest } = request(40)
  const text = projection({ ...rest, settings: { ...settings, caps: { calls: 100, usd: 2, minutes: 1 } } }, 'Answer.')
  assert.match(text, /at most 100 requests, where gpo\.maxCalls stops it\./)
  assert.match(text, /It stops at 2 USD, 1 minute\./)
})
