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
  keysFor([{ kind: 'openai', id: 'm', model: 'm', provider, baseUrl }], endpoints, variable, terminal)

test('a key goes to the address of its own provider alone, whatever a journal names', () => {
  assert.deepEqual(keysOf('openai', endpoints.openai), { openai: 'secret' })
  assert.deepEqual(keysOf('openai', 'https://elsewhere.example/v1'), {})
  assert.deepEqual(keysOf('endpoint', 'https://typed.example/v1'), {})
  assert.deepEqual(keysOf('stranger', 'https://elsewhere.example/v1'), {})
})

test('an endpoint that was typed in gets the key of the variable that is named with it', () =>
  assert.deepEqual(keysOf('endpoint', 'https://typed.example/v1', 'NAMED'), { endpoint: 'named' }))
