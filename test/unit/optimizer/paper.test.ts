import assert from 'node:assert/strict'
import test from 'node:test'
import { replay, type Script, winnersOf } from './scripted.ts'

/**
 * Six steps with answers made up so that every rule of the published loop comes into play; what must follow was worked out
 * on paper. At 6 steps the cosine gives 47 40 30 20 12 10 words.
 */
const script: Script = {
  initial: { text: 'Start', score: 0.5 },
  replies: [
    // Only worse ones: the walk moves to the best of them all the same.
    ['A', 'B', 'A'],
    // B was scored and not chosen; it is eligible again since it is proposed again. Start has had its turn.
    ['B', 'C', 'Start'],
    // The best of the run by far.
    ['D', 'C'],
    // Nothing but prompts that won before: the best of them wins once more.
    ['A', 'D', 'Start'],
    // A reply without a prompt, and one new one, much worse than the current.
    ['', 'E'],
    ['F', 'G'],
  ],
  scores: { A: 0.4, B: 0.3, C: 0.25, D: 0.9, E: 0.1, F: 0.6, G: 0.6 },
  similarity: { Start: 0.2, A: 0.8, B: 0.5, D: 0.6, E: 0.9 },
}

const expected = [
  { size: 47, current: 'Start', shown: ['Start'], scored: ['A', 'B'], winner: 'A' },
  { size: 40, current: 'A', shown: ['A', 'Start'], scored: ['C'], winner: 'B' },
  { size: 30, current: 'B', shown: ['B', 'A', 'Start'], scored: ['D'], winner: 'D' },
  { size: 20, current: 'D', shown: ['D', 'A', 'B'], scored: [], winner: 'D' },
  { size: 12, current: 'D', shown: ['D', 'A', 'B'], scored: ['E'], winner: 'E' },
  { size: 10, current: 'E', shown: ['E', 'A', 'D'], scored: ['F', 'G'], winner: 'F' },
]

test('GPO as published shows, asks, scores, chooses and stops as worked out by hand', async () => {
  const { steps, end, scored } = await replay(script, { paper: true, steps: 6 })
  assert.deepEqual(
    steps.map(({ stepSize, current, shown, candidates }, index) => ({
      size: stepSize,
      current: current.text,
      shown: shown.map(({ text }) => text),
      scored: candidates.flatMap(({ text, status }) => (status === 'evaluated' ? [text] : [])),
      winner: winnersOf(steps)[index],
    })),
    expected,
  )
  assert.equal(end, 'steps')
  assert.deepEqual(scored, ['A', 'B', 'C', 'D', 'E', 'F', 'G'])
})

test('of equal prompts the one that was scored before wins, then the first that came, whatever their lengths', async () => {
  const { steps } = await replay(
    {
      replies: [
        ['A longer one', 'Short'],
        ['New', 'Short'],
      ],
      scores: { 'A longer one': 0.6, Short: 0.6, New: 0.6 },
    },
    { paper: true, steps: 2 },
  )
  assert.deepEqual(winnersOf(steps), ['A longer one', 'Short'])
})

test('what it shows carries the scores that were measured, as percentages, and the number of words', async () => {
  const { steps } = await replay(script, { paper: true, steps: 6 })
  const asked = steps[2]?.metaPrompt ?? ''
  assert.deepEqual(asked.match(/<prompt score="[^"]*">\n.*/g), [
    '<prompt score="30.00">\nB',
    '<prompt score="40.00">\nA',
    '<prompt score="50.00">\nStart',
  ])
  assert.match(asked, /You are allowed to change up to 30 words in the current prompt\./)
  assert.doesNotMatch(asked, /<failures>|<reflection>/)
})

test('by default the same answers keep the best, and the run ends where nothing new comes', async () => {
  const { steps } = await replay(script, { steps: 6 })
  assert.deepEqual(
    steps.map(({ current }) => current.text),
    ['Start', 'Start', 'Start', 'D', 'D', 'D'],
  )
})

const failing = { failures: [{ input: 'x', expected: 'y', answer: 'z' }] }

test('SGDM as published keeps one summary of its reflections, begun in the first step', async () => {
  const { steps, reflected } = await replay(
    {
      ...failing,
      replies: [['A'], ['B'], ['C']],
      scores: { A: 0.6, B: 0.7, C: 0.8 },
      reflections: ['R1', 'R2', 'R1 and R2', 'R3', 'all three'],
    },
    { strategy: 'sgdm', paper: true, steps: 3 },
  )
  assert.deepEqual(
    steps.map(({ reflection, memory }) => [reflection, memory?.text]),
    [
      ['R1', 'R1'],
      ['R2', 'R1 and R2'],
      ['R3', 'all three'],
    ],
  )
  assert.match(reflected[4] ?? '', /<memory>\nR1 and R2\n<\/memory>[\s\S]*<reflection>\nR3\n/)
  assert.match(steps[2]?.metaPrompt ?? '', /<reflection>\nall three\n<\/reflection>/)
  assert.deepEqual(
    steps.map(({ stepSize, shown }) => [stepSize, shown.map(({ text }) => text)]),
    [
      [null, ['Think.']],
      [null, ['A']],
      [null, ['B']],
    ],
  )
})

test('a summary of prompts is scored itself before it is shown', async () => {
  const { steps, scored } = await replay(
    { replies: [['A'], ['B']], scores: { A: 0.6, B: 0.7, both: 0.65 }, reflections: ['both'] },
    { strategy: 'ape', variant: { momentum: 'summary' }, paper: true, steps: 2 },
  )
  assert.deepEqual(scored, ['A', 'both', 'B'])
  assert.deepEqual(steps[1]?.shown, [{ text: 'both', score: 0.65 }])
})

test('momentum over reflections chooses by the gain of their steps', async () => {
  const { steps } = await replay(
    {
      ...failing,
      replies: [['A'], ['B'], ['C']],
      scores: { A: 0.9, B: 0.6, C: 0.8 },
      reflections: ['R1', 'R2', 'R3'],
    },
    { strategy: 'sgdm', variant: { momentum: 'importance', memory: 2 }, paper: true, steps: 3 },
  )
  assert.match(steps[2]?.metaPrompt ?? '', /<reflection>\nR3\n\nR1\n<\/reflection>/)
})

for (const [strategy, shown] of [
  ['ape', ['C']],
  ['opro', ['C', 'A', 'B']],
  ['pe2', ['C', 'B', 'A']],
] as const)
  test(`${strategy} as published shows ${shown.join(', ')} in the fourth step`, async () => {
    const { steps, asked } = await replay(
      { replies: [['A'], ['B'], ['C'], ['D']], scores: { A: 0.9, B: 0.8, C: 0.7, D: 0.6 } },
      { strategy, paper: true, steps: 4 },
    )
    assert.deepEqual(
      steps[3]?.shown.map(({ text }) => text),
      shown,
    )
    assert.equal(steps[3]?.stepSize, strategy === 'pe2' ? 30 : null)
    assert.equal(asked.length, 4)
  })
