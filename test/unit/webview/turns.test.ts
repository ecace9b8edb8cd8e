import assert from 'node:assert/strict'
import test from 'node:test'
import type { Graded } from '../../../src/protocol/page.ts'
import { caseTable, cellsSentence, tableSentence, turnOf } from '../../../webview/step/turns.ts'
import { baseline, candidate, step, view } from './runs.ts'

const graded = (...grades: readonly (number | null)[]): readonly Graded[] =>
  grades.map((grade, index) => ({ id: `c${index}`, grade }))

const cases = [0, 1, 2, 3].map(index => ({ id: `c${index}`, name: `c${index}`, input: `Question ${index}` }))
const won = (score: number) => ({ candidates: [candidate({ score })], winner: 0 })

for (const [before, after, turn] of [
  [0, 1, 'fixed'],
  [0.2, 0.6, 'better'],
  [1, 0, 'broken'],
  [0.6, 0.2, 'worse'],
  [0, 0, 'failing'],
  [0.5, 0.5, 'failing'],
  [1, 1, 'right'],
  [null, 1, 'unanswered'],
  [1, undefined, 'unanswered'],
] as const)
  test(`from ${before} to ${after} a case is ${turn}`, () => assert.equal(turnOf(before, after), turn))

const run = view({
  state: 'done',
  cases,
  initial: { ...baseline, grades: graded(0, 1, 0, 1) },
  steps: [
    step(1, { ...won(0.75), grades: graded(1, 1, 0, 1) }),
    step(2, won(0.4)),
    step(3, { ...won(0.5), grades: graded(1, 0, 0, null) }),
  ],
})

test('the best prompt is compared, and what it broke or fixed comes first', () => {
  const table = caseTable(run)
  assert.equal(table?.step, 1)
  assert.deepEqual(
    table?.rows.map(({ id, turn, cells }) => [id, turn, cells]),
    [
      ['c0', 'fixed', [0, 1, undefined, 1]],
      ['c2', 'failing', [0, 0, undefined, 0]],
      ['c1', 'right', [1, 1, undefined, 0]],
      ['c3', 'right', [1, 1, undefined, null]],
    ],
  )
  assert.equal(
    table && tableSentence(table),
    'Winner of step 1 against your prompt, on 4 cases: 1 fixed, 0 broken, 1 still failing, 2 still right.',
  )
})

test('the step that the user looks at is compared in its place, where its grades were kept', () => {
  assert.deepEqual(
    caseTable(run, 3)?.rows.map(({ id, turn }) => [id, turn]),
    [
      ['c1', 'broken'],
      ['c0', 'fixed'],
      ['c2', 'failing'],
      ['c3', 'unanswered'],
    ],
  )
  assert.equal(caseTable(run, 2)?.step, 1)
})

test('without a step there is only the prompt as it was, and without grades no table', () => {
  const table = caseTable({ ...run, steps: [] })
  assert.equal(table && tableSentence(table), 'Your prompt: 2 of 4 cases right.')
  assert.equal(caseTable({ ...run, initial: baseline }), undefined)
})

for (const [cells, words] of [
  [[1, 1, 1, 0], 'Right with your prompt and at steps 1 to 2'],
  [[0, 1, 0, 1], 'Right at steps 1, 3'],
  [[0, 0, 0, 1], 'Right at step 3'],
  [[1, 0, null, undefined], 'Right with your prompt'],
  [[0, 0, 0, 0], 'Never right'],
] as const)
  test(`the course of a case reads: ${words}`, () =>
    assert.equal(cellsSentence({ id: 'c', name: 'c', input: '', turn: 'right', cells }, [0, 1, 2, 3]), words))
