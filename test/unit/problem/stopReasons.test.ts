import assert from 'node:assert/strict'
import test from 'node:test'
import { stopSentences } from '../../../src/problem/stopReasons.ts'

test('every reason to stop has a sentence of its own', () => {
  const sentences = Object.values(stopSentences)
  assert.equal(new Set(sentences).size, sentences.length)
  for (const sentence of sentences) assert.match(sentence, /^[A-Z].*\.$/)
})
