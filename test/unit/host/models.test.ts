import assert from 'node:assert/strict'
import test from 'node:test'
import { leftOut } from '../../../src/evals/reading/leftOut.ts'
import { requestsOf } from '../../../src/evals/scoring/runRequests.ts'
import { projectionOf } from '../../../src/host/asking/projection.ts'
import { sheetRows } from '../../../src/host/asking/sheetRows.ts'
import { wishesTold, wishFault, withWish } from '../../../src/host/asking/wishRows.ts'
import { isPaid, modelOf } from '../../../src/host/models/modelNames.ts'
import { asksLike, perRequestOf } from '../../../src/host/records/perRequest.ts'
import { isLocal } from '../../../src/models/address.ts'
import { noUsage } from '../../../src/models/usage.ts'
import { takesOf } from '../../../src/optimizer/stepRequests.ts'
import { request, step } from './requests.ts'

/** What is optimized. */
const text = 'Answer.'

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
  assert.deepEqual(projectionOf({ request: request(40), text }), {
    cases: '40 cases: 8 train, 16 validation, 16 test',
    shows: 'Estimated: the test cases prove a gain of 54 points or more; so few decide little',
    models: 'Task model demo, optimizer model demo',
    search: 'Strategy gpo: up to 3 steps, with 8 candidates each',
    wishes: 'No wishes about the new prompt',
    requests: 'At most 504 requests, usually about half',
    caps: 'No cap is set',
    tokens: 'At most about 1,100 tokens sent to the task model',
    time: 'Time: not known before a first run with these models',
    matters: [],
  })
})

test('a projection has the steps that the run will make', () => {
  // 100 cases are 20 train: two whole batches of 8, and a rest of 4, which makes half of one and so a third step.
  assert.match(projectionOf({ request: request(100), text }).search, /up to 9 steps/)
  // 90 cases are 18 train, and a rest of 2 makes none.
  assert.match(projectionOf({ request: request(90), text }).search, /up to 6 steps/)
})

for (const strategy of strategyNames)
  test(`a projection for ${strategy} is what the run itself projects`, () => {
    const { settings, ...rest } = request(100)
    const own = { ...rest, settings: { ...settings, strategy, steps: 4, repeats: 2 } }
    const [, most = ''] = /at most ([\d,]+) requests/i.exec(projectionOf({ request: own, text }).requests) ?? []
    assert.equal(Number(most.replaceAll(',', '')), requestsOf(own, takesOf(own.settings)).most)
  })

test('a projection never states more requests than the cap, and names the caps', () => {
  const { settings, ...rest } = request(40)
  const told = projectionOf({
    request: { ...rest, settings: { ...settings, caps: { calls: 100, usd: 2, minutes: 1 } } },
    text,
  })
  assert.equal(told.requests, 'At most 100 requests, where gpo.maxCalls stops it')
  assert.equal(told.caps, 'It stops at 100 requests, 2 USD, 1 minute')
})

test('tokens, cost and time are as an earlier run with the same models took them for a request', () => {
  const usage = {
    ...noUsage,
    task: { calls: 90, cached: 5, inputTokens: 9000, outputTokens: 900 },
    optimizer: { calls: 10, cached: 0, inputTokens: 4000, outputTokens: 1100 },
    usd: 0.2,
  }
  const record = {
    runId: 'a',
    startedAt: '',
    request: {},
    steps: [{ ...step(1, 0.5), usage }],
    elapsedMs: 60_000,
    looks: 0,
  }
  const pace = perRequestOf({ request: request(40), record, report: undefined })
  const told = projectionOf({ request: request(40), text, ...(pace && { before: pace }) })
  // 504 requests of 150 tokens, 0.002 USD and 0.6 seconds each.
  assert.equal(told.tokens, 'At most about 76,000 tokens, 1.01 USD, as the last run with these models took them')
  assert.equal(told.time, 'At most about 5 min, at the pace of the last run with these models')
  assert.equal(pace?.of, asksLike(request(90)))
  assert.equal(perRequestOf({ request: request(40), record: { ...record, steps: [] }, report: undefined }), undefined)
})

test('the sheet says what is wanted of the new prompt, and how many earlier decisions are told', () => {
  const rows = sheetRows({ request: request(40), text: `${text}\n<!-- gpo:lock -->\nNever guess.\n` })
  assert.deepEqual(
    rows.filter(({ act }) => act === 'wishes').map(({ label }) => label),
    ['Told to the optimizer model: 1 locked part'],
  )
  const reviewed = { accepted: ['Be brief.'], rejected: ['Apologise.', 'Shout.'] }
  const row = sheetRows({ request: { ...request(40), reviewed }, text }).find(({ act }) => act === 'wishes')
  assert.equal(row?.label, 'No wishes about the new prompt')
  assert.match(
    row?.detail ?? '',
    /it also learns of 1 change that you accepted and 2 changes that you rejected before$/,
  )
  const going = sheetRows({ request: request(40), text, made: { steps: 6, requests: 767 } })
  assert.ok(
    going.every(({ act }) => act !== 'wishes'),
    'a run that goes on keeps what it was told',
  )
})

test('the sheet says before a run which rows are left out, at the line of the first', () => {
  const place = { path: '/w/cases.jsonl', line: 21 }
  const cause = { code: 'broken-row', detail: 'the line ends too early', place } as const
  const told = (count: number) => {
    const { evalSet, ...rest } = request(40)
    const broken = { ...evalSet, problems: [...evalSet.problems, leftOut(cause, count)] }
    return sheetRows({ request: { ...rest, evalSet: broken }, text }).filter(({ act }) => act === 'row')
  }
  const [row] = told(1)
  assert.equal(row?.label, '1 broken row is left out')
  assert.match(row?.detail ?? '', /^Line 21: .*the line ends too early/)
  assert.equal(told(3)[0]?.label, '3 broken rows are left out')
  assert.ok(sheetRows({ request: request(40), text }).every(({ act }) => act !== 'row'))
})

for (const [name, typed, fault] of [
  ['locked', 'Thinks', 'The prompt does not hold this text.'],
  ['locked', 'Think', undefined],
  ['longest', '0', 'Give a number of words, or nothing for no limit.'],
  ['longest', '90', undefined],
  ['tone', 'calm', undefined],
] as const)
  test(`of a wish, ${name} ${typed} is ${fault === undefined ? 'taken' : 'refused'}`, () =>
    assert.equal(wishFault(name, typed, 'Think.'), fault))

test('wishes are typed one by one, and emptied again', () => {
  const once = withWish(undefined, 'locked', 'ACME')
  assert.equal(withWish(once, 'locked', 'Never guess.').locked, 'ACME\nNever guess.')
  assert.equal(withWish(once, 'locked', ' ').locked, '')
  const short = withWish(once, 'longest', '90')
  assert.deepEqual([short.longest, wishesTold(short, 1)], [90, 'Told to the optimizer model: longest, 1 locked part'])
  assert.equal(Object.hasOwn(withWish(short, 'longest', ''), 'longest'), false)
})

test('the first row of the sheet runs it, and a run that goes on says what it has behind it', () => {
  const rows = sheetRows({ request: request(40), text })
  assert.deepEqual([rows[0]?.label, rows[0]?.act], ['Run', 'run'])
  assert.ok(rows.every(({ label, detail }) => !/ --[a-z]/.test(`${label} ${detail}`)))
  const [more] = sheetRows({ request: request(40), text, made: { steps: 6, requests: 767 } })
  assert.match(more?.detail ?? '', /6 steps and 767 requests are made: their answers are kept and not paid for again/)
})
