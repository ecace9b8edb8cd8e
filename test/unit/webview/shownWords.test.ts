import assert from 'node:assert/strict'
import test from 'node:test'
import { shownRole, shownSentence } from '../../../webview/step/shownWords.ts'
import { baseline, candidate, step, view } from './runs.ts'

const winner = { text: 'Count slowly, then answer.', score: 0.7 }
const steps = [step(1, { candidates: [candidate(winner)], winner: 0 })]
const made = step(2, { current: winner, shown: [winner, baseline] })
const gpo = view({ initial: baseline, steps: [...steps, made], strategy: 'gpo' })

test('relevance says what it measures by', () => {
  assert.equal(
    shownSentence(made, gpo),
    'Momentum by relevance: the current prompt, then the past winners most similar to it, by the runs of three letters they share.',
  )
  assert.match(shownSentence(made, { ...gpo, embeddingModel: 'openai:small' }), /as openai:small measures it/)
  assert.match(shownSentence(step(1, { shown: [baseline] }), gpo), /: there are none yet\.$/)
})

test('a step that names its momentum is believed before the strategy', () => {
  assert.match(shownSentence({ ...made, momentum: 'recency' }, gpo), /newest/)
  assert.match(shownSentence({ ...made, momentum: 'importance' }, gpo), /highest scores/)
  assert.equal(shownSentence(made, { ...gpo, strategy: 'other' }), '2 past prompts, in the order shown.')
  assert.equal(shownSentence(step(1), gpo), 'No past prompts were shown.')
})

test('each prompt shown says where it comes from and how alike it is', () => {
  assert.equal(shownRole(made, 0, gpo), 'current prompt, winner of step 1')
  assert.match(shownRole(made, 1, gpo), /^similarity 0\.\d\d, your prompt$/)
  assert.equal(shownRole(made, 1, { ...gpo, embeddingModel: 'openai:small' }), 'your prompt')
  assert.equal(shownRole(made, 9, gpo), '')
})
