import assert from 'node:assert/strict'
import test from 'node:test'
import { keyHeader, keyVariable } from '../../../src/models/address.ts'

for (const [provider, variable] of [
  ['openai', 'OPENAI_API_KEY'],
  ['my-lab 2', 'MY_LAB_2_API_KEY'],
] as const)
  test(`the key of ${provider} is looked for in ${variable}`, () => assert.equal(keyVariable(provider), variable))

for (const [address, expected] of [
  ['https://api.openai.com/v1', { authorization: 'Bearer k' }],
  ['https://mine.openai.azure.com/openai/v1', { 'api-key': 'k' }],
  ['https://azure.com.example.org/v1', { authorization: 'Bearer k' }],
  ['https://notazure.com/v1', { authorization: 'Bearer k' }],
] as const)
  test(`a key is sent to ${address} as ${Object.keys(expected)}`, () =>
    assert.deepEqual(keyHeader(address, 'k'), expected))

test('where there is no key, no header says so', () =>
  assert.deepEqual(keyHeader('https://api.openai.com/v1', undefined), {}))
