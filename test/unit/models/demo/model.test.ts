import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { demoChat, demoEmbedding } from '../../../../src/models/demo/demoModel.ts'
import { countTokens } from '../../../../src/models/demo/tokenEstimate.ts'
import type { ChatReply, ChatRequest } from '../../../../src/models/model.ts'
import { countingCases } from './generated.ts'

const signal = new AbortController().signal

async function chat(seed: number, content: string, more: Partial<ChatRequest> = {}): Promise<ChatReply> {
  const outcome = await demoChat(seed).chat(
    { messages: [{ role: 'user', content }], temperature: 0, maxTokens: 500, n: 1, ...more },
    signal,
  )
  assert.ok(outcome.ok)
  return outcome.value
}

const question = "I have a dog, two plums, and three cats. How many animals do I have?\nLet's think step by step."

test('the same seed and request give the same reply', async () => {
  for (const temperature of [0, 1])
    assert.deepEqual(await chat(3, question, { temperature, n: 4 }), await chat(3, question, { temperature, n: 4 }))
})

test('another seed finds other cases hard', async () => {
  const replies = async (seed: number) => Promise.all(countingCases(40).map(({ input }) => chat(seed, input)))
  assert.notDeepEqual(await replies(1), await replies(2))
})

test('at temperature 0 all answers are equal, whatever the seed and the repeat of the request', async () => {
  const { texts } = await chat(1, question, { n: 5 })
  assert.equal(new Set(texts).size, 1)
  assert.deepEqual((await chat(1, question, { seed: 9, repeat: 2 })).texts[0], texts[0])
})

test('above temperature 0 answers differ with their place, the seed and the repeat of the request', async () => {
  const meta = `<current_prompt>\nLet's think step by step.\n</current_prompt>\nWrite a new prompt.`
  const first = await chat(1, meta, { temperature: 1, n: 8 })
  assert.ok(new Set(first.texts).size > 4)
  assert.notDeepEqual(await chat(1, meta, { temperature: 1, n: 8, repeat: 2 }), first)
  assert.notDeepEqual(await chat(1, meta, { temperature: 1, n: 8, seed: 2 }), first)
})

test('tokens are 1.3 for each word, rounded up', async () => {
  for (const [text, tokens] of [
    ['', 0],
    ['one', 2],
    ['one two three', 4],
    ['ten\nwords  '.repeat(5), 13],
  ] as const)
    assert.equal(countTokens(text), tokens)
  const { texts, tokens } = await chat(1, question, { temperature: 1, n: 3 })
  assert.equal(tokens.inputTokens, countTokens(question))
  assert.equal(
    tokens.outputTokens,
    texts.reduce((sum, text) => sum + countTokens(text), 0),
  )
})

test('no answer is longer than maxTokens', async () => {
  const whole = (await chat(1, question)).texts[0] ?? ''
  for (const maxTokens of [2, 5, 9]) {
    const cut = (await chat(1, question, { maxTokens })).texts[0] ?? ''
    assert.ok(countTokens(cut) <= maxTokens && cut !== '')
    assert.ok(whole.startsWith(cut))
  }
})

test('a cancelled request is not answered', async () => {
  const cancelled = AbortSignal.abort()
  const outcome = await demoChat(1).chat(
    { messages: [{ role: 'user', content: question }], temperature: 0, maxTokens: 9, n: 1 },
    cancelled,
  )
  assert.deepEqual(outcome, { ok: false, problem: { code: 'cancelled' } })
})

test('any text gets an answer', async () => {
  const word = fc.constantFrom(
    'True',
    'not',
    'and',
    '(',
    ')',
    '3',
    '-',
    '*',
    '=',
    'List:',
    'sort',
    '(A) x',
    '\n',
    'I have a, b. How many c do I have?',
    'Topics: x, y',
    '<current_prompt>',
    '</current_prompt>',
    '|',
    '"',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 30 }).map(words => words.join(' ')),
  )
  await fc.assert(
    fc.asyncProperty(text, async content =>
      assert.equal((await chat(1, content, { temperature: 1, n: 2 })).texts.length, 2),
    ),
  )
})

test('asked as judge, it compares the answer with the reference', async () => {
  const request = (answer: string, ask: string) =>
    `Grade the answer. ${ask}\n\nReference: forty two apples\n\nAnswer: ${answer}`
  const table = [
    ['forty two apples', 'Say correct or incorrect.', 'correct'],
    ['none at all', 'Say correct or incorrect.', 'incorrect'],
    ['forty two apples', 'Give a score from 1 to 5.', '5'],
    ['none at all', 'Give a score from 1 to 5.', '1'],
  ] as const
  for (const [answer, ask, verdict] of table) assert.equal((await chat(1, request(answer, ask))).texts[0], verdict)
})

test('asked for a verdict in JSON, the judge gives one, by the rubric where there is no reference', async () => {
  const request = (answer: string) =>
    `Judge it. Reply with {"reason": "", "pass": true, "score": 1}\n\n<answer>${answer}</answer>\n<rubric>names apples</rubric>`
  const verdict = (share: number, pass: boolean) =>
    JSON.stringify({ reason: `It has ${share * 100} % of the words looked for.`, pass, score: share })
  assert.equal((await chat(1, request('It names red apples.'))).texts[0], verdict(1, true))
  assert.equal((await chat(1, request('Pears.'))).texts[0], verdict(0, false))
})

test('embeddings have length 1 and are nearer for texts that share words', async () => {
  const texts = [
    'List each item with its quantity.',
    'List every item and its quantity.',
    'Compare words letter by letter.',
    '',
  ]
  const outcome = await demoEmbedding().embed(texts, signal)
  assert.ok(outcome.ok)
  const [a = [], b = [], c = [], empty = []] = outcome.value.vectors
  const dot = (u: readonly number[], v: readonly number[]) =>
    u.reduce((sum, value, index) => sum + value * (v[index] ?? 0), 0)
  for (const vector of [a, b, c]) assert.ok(Math.abs(dot(vector, vector) - 1) < 1e-9 && vector.length === 128)
  assert.ok(dot(a, b) > dot(a, c) + 0.2)
  assert.equal(dot(empty, empty), 0)
})
