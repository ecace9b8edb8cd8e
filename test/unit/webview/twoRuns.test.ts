import assert from 'node:assert/strict'
import test from 'node:test'
import type { RunView } from '../../../src/protocol/page.ts'
import { bestTextOf, casesSentence, comparedRows, differingCases, timeOf } from '../../../webview/compared/twoRuns.ts'

/** A run of one step whose winner answers the cases of `right`, of three cases in all. */
const run = (runId: string, right: readonly string[], more: Partial<RunView> = {}): RunView => ({
  runId,
  prompt: 'a.prompt.md',
  evalSet: 'a.eval.yaml',
  taskModel: 'local:small',
  optimizerModel: 'local:small',
  simulated: false,
  state: 'done',
  resumable: false,
  cases: ['a', 'b', 'c'].map(id => ({ id, name: `Case ${id}`, input: `Input ${id}` })),
  initial: { text: 'Answer.', score: 0, grades: ['a', 'b', 'c'].map(id => ({ id, grade: 0 })) },
  steps: [
    {
      step: 1,
      epoch: 1,
      stepSize: 50,
      current: { text: 'Answer.', score: 0 },
      shown: [],
      metaPrompt: '',
      candidates: [{ text: `By ${runId}.`, status: 'evaluated', cases: 3, score: right.length / 3, wordsChanged: 2 }],
      winner: 0,
      grades: ['a', 'b', 'c'].map(id => ({ id, grade: right.includes(id) ? 1 : 0 })),
    },
  ],
  ...more,
})

const [one, two] = [run('20261127-210500-aaaaaa', ['a', 'b']), run('20261126-090500-bbbbbb', ['b', 'c'])]

test('a run is called by the time at which it began', () =>
  assert.deepEqual([timeOf(one.runId), timeOf('own-name')], ['2026-11-27 21:05 UTC', 'own-name']))

test('the cases on which two runs differ are those that only one best prompt answers rightly', () => {
  assert.deepEqual(
    differingCases(one, two)?.map(({ name, rightIn }) => [name, rightIn]),
    [
      ['Case a', 'own'],
      ['Case c', 'other'],
    ],
  )
  assert.equal(
    casesSentence(one, two),
    'Of 3 cases that chose in both runs, 1 is right only with the best prompt of this run, 1 only with that of the other.',
  )
  assert.deepEqual([bestTextOf(one), bestTextOf(two)], [`By ${one.runId}.`, `By ${two.runId}.`])
})

test('runs with other cases are not compared as if they had the same', () => {
  const foreign = run('x', ['d'], { cases: [{ id: 'd', name: 'd', input: '' }] })
  assert.match(
    casesSentence(one, foreign),
    /share no case that chose between candidates, so their scores cannot be compared/,
  )
  const fewer = run('x', ['a'], { cases: [{ id: 'a', name: 'a', input: '' }] })
  assert.match(casesSentence(one, fewer), /Their other cases differ, so compare their scores with care\.$/)
})

test('an older run without grades is said to have none', () => {
  const { grades: _, ...initial } = one.initial ?? { text: '', score: 0 }
  assert.match(casesSentence(run('x', [], { initial, steps: [] }), two), /not in the journal of both runs/)
})

test('a run that has not ended says so instead of a verdict', () =>
  assert.deepEqual(
    comparedRows(one, two)
      .slice(0, 2)
      .map(row => [row.name, row.own]),
    [
      ['Verdict', 'It has not ended.'],
      ['Score while searching', '0.0 % → 66.7 %'],
    ],
  ))
