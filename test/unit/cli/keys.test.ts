import assert from 'node:assert/strict'
import test from 'node:test'
import { keysFor } from '../../../src/cli/asked/chosenModels.ts'
import type { Terminal } from '../../../src/cli/output/terminal.ts'

const endpoints = { openai: 'https://api.openai.com/v1' }

const terminal: Terminal = {
  out: () => undefined,
  err: () => undefined,
  drained: async () => undefined,
  cwd: '/w',
  env: { OPENAI_API_KEY: 'secret', ENDPOINT_API_KEY: 'secret', STRANGER_API_KEY: 'secret', NAMED: 'named' },
  isInteractive: false,
  signal: new AbortController().signal,
}

const keysOf = (provider: string, baseUrl: string, variable?: string) =>
  keysFor([specAt(provider, baseUrl)], endpoints, variable, terminal)

const specAt = (provider: string, baseUrl: string) =>
  ({ kind: 'openai', id: 'm', model: 'm', provider, baseUrl }) as const

const given = (keys: Readonly<Record<string, string>>) => ({ ok: true, value: keys })

test('a key goes to the address of its own provider alone, whatever a journal names', () => {
  assert.deepEqual(keysOf('openai', endpoints.openai), given({ [endpoints.openai]: 'secret' }))
  assert.deepEqual(keysOf('openai', 'https://elsewhere.example/v1'), given({}))
  assert.deepEqual(keysOf('endpoint', 'https://typed.example/v1'), given({}))
  assert.deepEqual(keysOf('stranger', 'https://elsewhere.example/v1'), given({}))
})

test('a model that a journal puts at another address under the same provider does not get its key', () => {
  const [own, other] = [endpoints.openai, 'https://elsewhere.example/v1'].map(baseUrl => specAt('openai', baseUrl))
  assert.ok(own && other)
  assert.deepEqual(keysFor([own, other], endpoints, undefined, terminal), given({ [endpoints.openai]: 'secret' }))
})

test('an endpoint that was typed in gets the key of the variable that is named with it', () =>
  assert.deepEqual(
    keysOf('endpoint', 'https://typed.example/v1', 'NAMED'),
    given({ 'https://typed.example/v1': 'named' }),
  ))

test('a named key goes to the one address that is away, and to none where there are two', () => {
  const home = specAt('ollama', 'http://127.0.0.1:11434/v1')
  const away = specAt('lab', 'https://lab.example/v1')
  const other = specAt('other', 'https://other.example/v1')
  assert.deepEqual(keysFor([home, away], {}, 'NAMED', terminal), given({ 'https://lab.example/v1': 'named' }))
  assert.deepEqual(keysFor([home], {}, 'NAMED', terminal), given({ 'http://127.0.0.1:11434/v1': 'named' }))
  const refused = keysFor([home, away, other], {}, 'NAMED', terminal)
  assert.ok(!refused.ok && refused.problem.code === 'bad-combination')
})
