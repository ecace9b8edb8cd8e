import assert from 'node:assert/strict'
import test from 'node:test'
import {
  candidateSentence,
  changedWords,
  noWinner,
  rankedCandidates,
  statusWords,
  stepNote,
  stepSentence,
} from '../../../webview/step/stepWords.ts'
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
    'Step 4: winner 60.0 %, from 50.0 %; 5 candidates (2 scored, 1 dropped, 1 proposed before, 1 rejected); up to 44 words changed',
  )
  assert.equal(
    stepSentence(step(1, { stepSize: null })).replaceAll('\u00a0', ' '),
    'Step 1: no winner, 50.0 % stays; 0 candidates; no cap on words',
  )
})

test('every reply of a step is told: those that were cut off and those that repeated another too', () => {
  const cut = candidate({ status: 'rejected', problem: { code: 'reply-cut-off' } })
  const told = stepSentence(step(2, { candidates: [...candidates, cut, cut], winner: 4, repeated: 3 }))
  assert.match(told, /; 7 candidates \(2 scored, 1 dropped, 1 proposed before, 3 rejected \(2 cut off\), 3 repeated\);/)
})

for (const [index, words] of [
  [0, 'Candidate 1 of step 4: 1 word changed; rejected: The new text has lost'],
  [1, 'Candidate 2 of step 4: 90.0 %, 1 word changed; dropped after 4 of 48 cases'],
  [2, 'Candidate 3 of step 4: 55.0 %, 1 word changed; proposed before'],
  [4, 'Candidate 5 of step 4: 60.0 %, 1 word changed; winner of the step'],
] as const)
  test(`a point of the chart says: ${words}`, () => {
    const said = candidateSentence(step(4, { candidates, winner: 4 }), index, 48)
    assert.ok(said.replaceAll('\u00a0', ' ').startsWith(words), said)
  })

test('words that were taken back are told beside those that stayed', () => {
  assert.deepEqual([candidate(), candidate({ wordsProposed: 1200 })].map(changedWords), ['1', '1 of 1,200'])
})

test('the winner comes first, partly scored candidates after the scored, rejected ones last', () => {
  assert.deepEqual(rankedCandidates(step(1, { candidates, winner: 3 })), [3, 4, 2, 1, 0])
})

test('equal scores keep their order', () => {
  const equal = [candidate({ score: 0.5 }), candidate({ score: 0.5 }), candidate({ score: 0.5 })]
  assert.deepEqual(rankedCandidates(step(1, { candidates: equal })), [0, 1, 2])
})

test('a rejected candidate says why', () => {
  assert.match(statusWords(candidates[0] ?? candidate(), step(1)), /^Rejected: .*\{\{question\}\}/)
})

for (const [origin, words] of [
  [{ recombined: true }, 'Scored on every case; made of parts of earlier prompts'],
  [{ demonstrated: true }, 'Scored on every case; an earlier prompt with examples'],
  [{ returned: true }, 'Scored on every case; it had left an earlier step, and was asked the rest of the cases'],
] as const)
  test(`a candidate that nobody was asked for says where it comes from: ${words}`, () =>
    assert.equal(statusWords(candidate({ score: 0.5, ...origin }), step(1)), words))

for (const [score, cases, total, words] of [
  [0.1, 30, 48, 'Dropped after 30 of 48 cases: it could not beat the current prompt any more'],
  [0.5, 40, 48, 'Dropped after 40 of 48 cases: it could not beat the winner any more'],
  [0.5, 20, 48, 'Dropped after 20 of 48 cases: a test saw it behind by then'],
  [0.5, 20, undefined, 'Dropped from the race'],
] as const)
  test(`a dropped candidate says: ${words}, with ${total ?? 'no'} cases in all`, () => {
    const dropped = candidate({ status: 'dropped', score, cases })
    const made = step(1, { candidates: [dropped, candidate({ score: 0.7 })], winner: 1 })
    assert.equal(statusWords(dropped, made, total), words)
  })

test('a step without a winner says why, and what stays', () => {
  const dropped = [candidate({ status: 'dropped' }), candidate({ status: 'rejected' })]
  assert.deepEqual(
    [step(1, { candidates: dropped }), step(2)].map(made => noWinner(made).replaceAll('\u00a0', ' ')),
    [
      'No candidate was scored on every case (1 dropped, 1 rejected). The prompt that the step started from stays, with 50.0 %.',
      'The optimizer model wrote no candidate. The prompt that the step started from stays, with 50.0 %.',
    ],
  )
})

test('the winner of a step is no gain where it does no better than the prompt that it started from', () => {
  const made = step(1, { candidates: [candidate({ score: 0.4 })], winner: 0 })
  const said = stepSentence(made).replaceAll('\u00a0', ' ')
  assert.match(said, /^Step 1: no gain, the winner has 40\.0 % and 50\.0 % stays/)
  assert.match(stepNote(made), /^No gain: the winner of this step does no better/)
})

test('cut off and empty answers are told with their step', () => {
  const answers = { answers: 323, cut: 57, empty: 24, limit: 24 }
  const made = step(1, { candidates: [candidate({ score: 0.7 })], winner: 0, answers })
  assert.equal(stepNote(made), 'Scored with 57 of 323 answers cut off at 24 tokens, 24 of 323 answers without text.')
})
