import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readFromPage, readToPage } from '../../../src/protocol/guards.ts'
import { baseline, candidate, report, step, usage, view } from '../webview/runs.ts'

for (const message of [
  { type: 'ready' },
  { type: 'cancel' },
  { type: 'resume' },
  { type: 'review' },
  { type: 'compare', step: 1, candidate: 0 },
  { type: 'answers', step: 0, caseId: 'case-1' },
  { type: 'keep', step: 0, caseId: 'case-1', of: 'winner', as: 'bad' },
] as const)
  test(`the host reads ${message.type} from the page`, () => assert.deepEqual(readFromPage(message), message))

test('nothing that was added to a message comes through', () => {
  assert.deepEqual(readFromPage({ type: 'compare', step: 2, candidate: 3, text: 'rm -rf' }), {
    type: 'compare',
    step: 2,
    candidate: 3,
  })
})

for (const raw of [
  undefined,
  null,
  'ready',
  [],
  {},
  { type: 'write', text: 'x' },
  { type: 'compare' },
  { type: 'compare', step: 0, candidate: 0 },
  { type: 'compare', step: 1, candidate: -1 },
  { type: 'compare', step: 1.5, candidate: 0 },
  { type: 'compare', step: '1', candidate: 0 },
  { type: 'compare', step: Number.NaN, candidate: 0 },
  { type: 'answers', step: 1 },
  { type: 'keep', step: 1, caseId: 'case-1', of: 'winner', as: 'text' },
  { type: 'keep', step: 1, caseId: 'case-1', of: 'text', as: 'good' },
  { type: 'answers', step: -1, caseId: 'case-1' },
])
  test(`the host ignores ${JSON.stringify(raw)}`, () => assert.equal(readFromPage(raw), undefined))

const full = view({
  state: 'done',
  initial: baseline,
  steps: [step(1, { candidates: [candidate({ score: 0.5 })], shown: [baseline], winner: 0, stepSize: null })],
  report: report(),
  progress: { phase: 'test', step: 1, steps: 1, done: 1, of: 1, best: null, usage },
})

test('the page reads what the host sends, also after a copy', () => {
  for (const message of [
    { type: 'view', view: full },
    { type: 'step', runId: 'run-1', step: full.steps[0] },
    { type: 'progress', runId: 'run-1', progress: full.progress },
  ])
    assert.deepEqual(readToPage(structuredClone(message)), message)
})

for (const [name, broken] of [
  ['no steps', { ...full, steps: undefined }],
  ['a broken step', { ...full, steps: [{ step: 1 }] }],
  ['an unknown state', { ...full, state: 'paused' }],
  ['a report without usage', { ...full, report: { ...report(), usage: null } }],
  ['progress in an unknown phase', { ...full, progress: { ...full.progress, phase: 'rest' } }],
] as const)
  test(`the page ignores a view with ${name}`, () =>
    assert.equal(readToPage({ type: 'view', view: broken }), undefined))

test('a step or progress without a run is ignored', () => {
  assert.equal(readToPage({ type: 'step', step: step(1) }), undefined)
  assert.equal(readToPage({ type: 'progress', progress: full.progress }), undefined)
})

test('no value makes a guard throw, or gives a message of another type', () => {
  const types = ['ready', 'cancel', 'resume', 'review', 'compare', 'answers', 'view', 'step', 'progress']
  const raw = fc.oneof(
    fc.anything(),
    fc.record({ type: fc.constantFrom(...types), step: fc.anything(), view: fc.object() }),
  )
  fc.assert(
    fc.property(raw, value => {
      for (const message of [readFromPage(value), readToPage(value)])
        if (message !== undefined) assert.ok(types.includes(message.type))
    }),
  )
})

const answers = {
  step: 1,
  caseId: 'case-1',
  input: 'How many?',
  expected: ['4'],
  initial: { answer: '5', grade: 0 },
  winner: null,
}

test('the page reads what a case was answered', () => {
  const message = { type: 'answers', runId: 'run-1', answers }
  assert.deepEqual(readToPage(structuredClone(message)), message)
})

for (const [name, broken] of [
  ['no input', { ...answers, input: undefined }],
  ['an answer without a grade', { ...answers, winner: { answer: '4' } }],
  ['expected answers that are no text', { ...answers, expected: [4] }],
] as const)
  test(`the page ignores answers with ${name}`, () =>
    assert.equal(readToPage({ type: 'answers', runId: 'run-1', answers: broken }), undefined))
