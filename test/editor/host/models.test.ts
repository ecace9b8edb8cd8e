import assert from 'node:assert/strict'
import { suite, test } from 'mocha'
import * as vscode from 'vscode'
import { type Askable, askModel } from '../../../src/host/models/editorModels.ts'

suite('a language model of the editor', () => {
  const { token } = new vscode.CancellationTokenSource()
  const request = { messages: [{ role: 'user', content: 'Zwölf?' }], temperature: 0, maxTokens: 9, n: 1 } as const
  const answering = async () => ({ text: texts(), stream: parts() })
  async function* texts() {
    yield 'It is twelve.'
  }
  async function* parts() {
    yield new vscode.LanguageModelTextPart('It is ')
    yield new vscode.LanguageModelToolCallPart('1', 'add', {})
    yield { mimeType: 'text/plain', data: Buffer.from('twelve.') }
  }
  let number = 0
  const model = (more: Partial<Askable>): Askable => ({
    id: `stand-in ${number++}`,
    sendRequest: answering,
    countTokens: async () => 3,
    ...more,
  })
  const never = () => new Promise<never>(() => undefined)

  test('answers in parts, data that is text among them, and its tokens are as it counts them', async () => {
    assert.deepEqual(await askModel(model({}), 'x/y', request, token), {
      ok: true,
      value: { texts: ['It is twelve.'], tokens: { inputTokens: 3, outputTokens: 3 } },
    })
  })

  for (const [what, countTokens] of [
    ['cannot count', async () => Promise.reject(new Error('no tokenizer'))],
    ['never ends counting', never],
  ] as const)
    test(`that answers and ${what} has its answer kept, with the most tokens that it can be`, async () => {
      const times = { answerMs: 1000, countMs: 50 }
      assert.deepEqual(await askModel(model({ countTokens }), 'x/y', request, token, times), {
        ok: true,
        value: { texts: ['It is twelve.'], tokens: { inputTokens: 7, outputTokens: 13 } },
      })
    })

  const tool = { name: 'load_skill', description: 'Loads.', argument: { name: 'skill', description: 'A name.' } }
  async function* call() {
    yield new vscode.LanguageModelToolCallPart('1', 'load_skill', { skill: 'release' })
  }

  test('is offered a tool, and its call is the answer', async () => {
    const offered: unknown[] = []
    const sendRequest: Askable['sendRequest'] = async (_, options) => {
      offered.push(options?.tools?.[0]?.name, options?.toolMode)
      return { text: texts(), stream: call() }
    }
    const outcome = await askModel(model({ sendRequest }), 'x/y', { ...request, tool }, token)
    assert.ok(outcome.ok)
    assert.deepEqual(outcome.value.texts, ['{"skill":"release"}'])
    assert.deepEqual(offered, ['load_skill', vscode.LanguageModelChatToolMode.Required])
  })

  test('without tools rejects them once, and is asked in words from then on', async () => {
    let offers = 0
    const sendRequest: Askable['sendRequest'] = async (_, options) => {
      if (options?.tools === undefined) return answering()
      offers++
      throw new Error('This model does not support tools.')
    }
    const toolless = model({ sendRequest })
    const first = await askModel(toolless, 'x/y', { ...request, tool }, token)
    assert.ok(!first.ok && first.retryAfterMs === 0)
    for (const _ of [1, 2]) assert.ok((await askModel(toolless, 'x/y', { ...request, tool }, token)).ok)
    assert.equal(offers, 1)
  })

  test('that never answers is given up after its time, and makes room for the next', async () => {
    const times = { answerMs: 50, countMs: 50 }
    const silent = model({ sendRequest: never })
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => askModel(silent, 'x/y', request, token, times)))
    for (const outcome of outcomes) assert.ok(!outcome.ok && outcome.problem.code === 'timed-out')
  })
})
