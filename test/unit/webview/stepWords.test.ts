import assert from 'node:assert/strict'
import test from 'node:test'
import { ranked, statusWords, stepSentence } from '../../../webview/stepWords.ts'
import { candidate, step } from './runs.ts'

const candidates = [
  candidate({ status: 'rejected', problem: { code: 'placeholder-lost', token: '{{question}}' } }),
  candidate({ status: 'dropped', score: 0.9, cases: 4 }),
  candidate({ status: 'known', score: 0.55 }),
  candidate({ score: 0.5 }),
  candidate({ score: 0.6 }),
]

test('a step is told in one sentence', () => {
  assert.equal(
    stepSentence(step(4, { candidates, winner: 4, stepSize: 44 })).replaceAll('\u00a0', ' '),
    'Step 4: winner 60.0 %, from 50.0 %; 5 candidates (2 evaluated, 1 dropped, 1 known, 1 rejected); up to 44 words changed',
  )
  assert.equal(
    stepSentence(step(1, { stepSize: null })),
    'Step 1: no candidate was scored in full; 0 candidates; no cap on words',
  )
})

test('the winner comes first, partly scored candidates after the scored, rejected ones last', () => {
  assert.deepEqual(ranked(step(1, { candidates, winner: 3 })), [3, 4, 2, 1, 0])
})

test('equal scores keep their order', () => {
  const equal = [candidate({ score: 0.5 }), candidate({ score: 0.5 }), candidate({ score: 0.5 })]
  assert.deepEqual(ranked(step(1, { candidates: equal })), [0, 1, 2])
})

test('a rejected candidate says why', () => {
  assert.match(statusWords(candidates[0] ?? candidate()), /^Rejected: .*\{\{question\}\}/)
})
