import assert from 'node:assert/strict'
import test from 'node:test'
import { replay, type Script } from '../scripted.ts'

/** A was ahead when it left its race after 20 of 48 cases; B won that race. */
const left: Script = {
  replies: [['A', 'B']],
  scores: { A: 0.9, B: 0.6 },
  dropped: ['A'],
  answersLeft: 28,
}

test('where the caps pay for no further step, the prompt that all answers rate highest is asked the rest of its cases', async () => {
  const { steps, scored, end } = await replay(left, { steps: 9 })
  assert.deepEqual(scored, ['A', 'B', 'A'])
  assert.deepEqual(steps[1]?.candidates, [
    { text: 'A', status: 'evaluated', score: 0.9, cases: 48, wordsChanged: 1, returned: true },
  ])
  assert.deepEqual([steps[1]?.current, steps[1]?.winner, steps[1]?.metaPrompt], [{ text: 'B', score: 0.6 }, 0, ''])
  assert.equal(end, 'budget')
})

test('a run that goes on after such a step makes no second one', async () => {
  const unbroken = await replay(left, { steps: 9 })
  const resumed = await replay(left, { steps: 9, from: unbroken.steps })
  assert.deepEqual([resumed.steps, resumed.scored], [unbroken.steps, []])
})

for (const [what, changed, strategy] of [
  ['if the caps have no room for all its answers', { answersLeft: 27 }, 'gpo'],
  ['if it is rated below the best', { scores: { A: 0.5, B: 0.6 } }, 'gpo'],
  ['if it had nearly no answers', { casesOfDropped: 4 }, 'gpo'],
  ['if a step met a cap after it had asked', { replies: [['A', 'B'], ['C']], cappedAt: 2 }, 'gpo'],
  ['if the strategy goes by scores alone', {}, 'opro'],
] as const)
  test(`no prompt returns at the end ${what}`, async () => {
    const { steps, end } = await replay({ ...left, ...changed }, { steps: 9, strategy })
    assert.deepEqual([steps.length, end], [1, 'budget'])
  })
