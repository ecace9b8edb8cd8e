import assert from 'node:assert/strict'
import { suite, test } from 'mocha'
import * as vscode from 'vscode'
import { askModel } from '../../../src/host/models/editorModels.ts'

suite('a language model of the editor', () => {
  const { token } = new vscode.CancellationTokenSource()
  const request = { messages: [{ role: 'user', content: 'Zwölf?' }], temperature: 0, maxTokens: 9, n: 1 } as const
  const answering = async () => ({ text: parts(), stream: parts() })
  async function* parts() {
    yield 'It is '
    yield 'twelve.'
  }

  test('answers in parts, and its tokens are as it counts them', async () => {
    const model = { sendRequest: answering, countTokens: async () => 3 }
    assert.deepEqual(await askModel(model, request, token), {
      texts: ['It is twelve.'],
      tokens: { inputTokens: 3, outputTokens: 3 },
    })
  })

  test('that answers and cannot count has its answer kept, with the most tokens that it can be', async () => {
    const model = { sendRequest: answering, countTokens: async () => Promise.reject(new Error('no tokenizer')) }
    assert.deepEqual(await askModel(model, request, token), {
      texts: ['It is twelve.'],
      tokens: { inputTokens: 7, outputTokens: 13 },
    })
  })
})
