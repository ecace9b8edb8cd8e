import assert from 'node:assert/strict'
import test from 'node:test'
import { promptGroups, promptNamed } from '../../../webview/step/prompts.ts'
import { baseline, candidate, step, view } from './runs.ts'

const steps = [
  step(1, {
    candidates: [
      candidate({ text: 'one', score: 0.6 }),
      candidate({ text: 'two', score: 0.75 }),
      candidate({ text: 'three', status: 'dropped', score: 0.9, cases: 4 }),
      candidate({ text: 'four', status: 'rejected' }),
    ],
    winner: 1,
  }),
  step(2, { current: { text: 'two', score: 0.75 } }),
]
const run = view({ initial: baseline, steps })

for (const [name, title, text, score] of [
  ['original', 'your prompt', 'Answer.', 0.5],
  ['best', 'the best prompt, of step 1', 'two', 0.75],
  ['start 2', 'the prompt that step 2 started from', 'two', 0.75],
  ['1.0', 'candidate 1 of step 1', 'one', 0.6],
  ['1.2', 'candidate 3 of step 1', 'three', undefined],
] as const)
  test(`${name} is ${title}`, () => {
    const found = promptNamed(run, name)
    assert.deepEqual([found?.title, found?.text, found?.score], [title, text, score])
  })

for (const name of ['', '3.0', '1.9', 'start 9', 'last', '1.', '__proto__'])
  test(`nothing is called ${JSON.stringify(name)}`, () => assert.equal(promptNamed(run, name), undefined))

test('until a step has won, the best prompt is the original', () => {
  assert.equal(promptNamed(view({ initial: baseline }), 'best')?.text, 'Answer.')
})

test('the lists name every winner, and all candidates of the step that is looked at', () => {
  const groups = promptGroups(run, steps[0]).map(({ label, options }) => [
    label,
    options.map(option => `${option.value}: ${option.label.replaceAll('\u00a0', ' ')}`),
  ])
  assert.deepEqual(groups, [
    ['This run', ['original: Your prompt, 50.0 %', 'best: Best prompt, 75.0 %', 'start 1: Start of step 1, 50.0 %']],
    ['Winners', ['1.1: Winner of step 1, 75.0 %']],
    [
      'Other candidates of step 1',
      ['1.0: Candidate 1, 60.0 %', '1.2: Candidate 3, 90.0 %, dropped', '1.3: Candidate 4, rejected'],
    ],
  ])
})
