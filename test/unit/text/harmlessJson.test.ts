import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { harmlessJson } from '../../../src/text/visible.ts'

test('JSON for a terminal has the same value and no character that the terminal obeys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const json = harmlessJson(JSON.stringify({ value, text }, null, 2))
      assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify({ value, text })))
      assert.doesNotMatch(json, /[^\P{Cc}\n]|[\u200b\u2028\u202e\u2066\ufeff]/u)
    }),
  )
})
