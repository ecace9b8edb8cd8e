import assert from 'node:assert/strict'
import test from 'node:test'
import { type Means, optimize, type Plan } from '../../../src/optimizer/optimize.ts'
import { assemble } from '../../../src/optimizer/strategies.ts'
import { append, type Step, type Trajectory } from '../../../src/optimizer/trajectory.ts'
import { failure, success } from '../../../src/text/outcome.ts'

const initial = { text: 'Think.', score: 0.5 }

interface Script {
  /** What the optimizer model replies at each step. */
  readonly replies: readonly (readonly string[])[]
  /** Validation scores by text; a text that is not here must never be scored. */
  readonly scores: Readonly<Record<string, number>>
  readonly dropped?: readonly string[]
  readonly rejected?: readonly string[]
  readonly gains?: boolean
}

interface Replay {
  readonly steps: readonly Step[]
  readonly end: string
  readonly scored: readonly string[]
}

async function replay(script: Script, paper: boolean, steps: number, from: readonly Step[] = []): Promise<Replay> {
  const scored: string[] = []
  const means: Means = {
    accept: text => (script.rejected?.includes(text) ? { code: 'placeholder-lost', token: '{{input}}' } : undefined),
    propose: async (_, step) => {
      const replies = script.replies[step - 1]
      assert.ok(replies, `nobody scripted replies for step ${step}`)
      return success(replies.map(text => `<START>${text}<END>`))
    },
    relevance: async (_, past) => success(past.map(() => 0)),
    failures: async () => success([]),
    score: async texts => {
      scored.push(...texts)
      return success(
        texts.map(text => {
          const score = script.scores[text]
          assert.notEqual(score, undefined, `nobody scripted a score for ${text}`)
          const complete = !script.dropped?.includes(text)
          return { text, score, cases: complete ? 48 : 20, complete }
        }),
      )
    },
    isGain: async () => success(script.gains ?? true),
  }
  const plan: Plan = {
    strategy: assemble('gpo', steps, paper),
    steps,
    stepsPerEpoch: 2,
    validation: 48,
    exemplars: [],
    position: '',
    tokens: [],
  }
  let trajectory: Trajectory = { initial, steps: from }
  const end = await optimize(trajectory, plan, means, step => {
    trajectory = append(trajectory, step)
  })
  return { steps: trajectory.steps, end: end.ok ? end.value : end.problem.code, scored }
}

const winnersOf = (steps: readonly Step[]): readonly (string | null)[] =>
  steps.map(({ winner, candidates }) => (winner === null ? null : (candidates[winner]?.text ?? null)))

const twoSteps: Script = {
  replies: [
    ['A', 'B'],
    ['B', 'C', 'Think.'],
  ],
  scores: { A: 0.4, B: 0.3, C: 0.2 },
}

test('as published, the second step starts from the worse winner of the first, and B is taken from memory', async () => {
  const { steps, scored, end } = await replay(twoSteps, true, 2)
  assert.deepEqual(winnersOf(steps), ['A', 'B'])
  assert.deepEqual(steps[1]?.current, { text: 'A', score: 0.4 })
  assert.deepEqual(scored, ['A', 'B', 'C'])
  assert.equal(end, 'steps')
})

test('by default, the second step starts from the best so far', async () => {
  const { steps } = await replay(twoSteps, false, 2)
  assert.deepEqual(steps[1]?.current.text, 'Think.')
  assert.deepEqual(
    steps[1]?.candidates.map(({ text, status }) => [text, status]),
    [
      ['B', 'known'],
      ['C', 'evaluated'],
      ['Think.', 'known'],
    ],
  )
})

test('a rejected candidate is never scored, and keeps its reason', async () => {
  const { steps, scored } = await replay({ replies: [['A', 'B']], scores: { A: 0.4 }, rejected: ['B'] }, false, 1)
  assert.deepEqual(scored, ['A'])
  assert.equal(steps[0]?.candidates[1]?.problem?.code, 'placeholder-lost')
})

test('a prompt that fell out of the race is not measured again', async () => {
  const script = { replies: [['A'], ['A']], scores: { A: 0.4 }, dropped: ['A'] }
  const { steps, scored } = await replay(script, false, 2)
  assert.deepEqual(scored, ['A'])
  assert.equal(steps[1]?.candidates[0]?.problem?.code, 'dropped-before')
})

test('the same text twice in one step is one candidate', async () => {
  const { steps } = await replay({ replies: [['A', 'A', 'B']], scores: { A: 0.6, B: 0.7 } }, false, 1)
  assert.deepEqual(
    steps[0]?.candidates.map(({ text }) => text),
    ['A', 'B'],
  )
})

for (const [what, script, steps, end, taken] of [
  ['a perfect score', { replies: [['A'], ['B']], scores: { A: 1, B: 1 } }, 5, 'perfect', 1],
  ['nothing new three times', { replies: [['A'], ['A'], ['A'], ['A']], scores: { A: 0.4 } }, 9, 'duplicates', 4],
  [
    'six steps without a gain',
    {
      replies: [...'abcdefgh'].map(text => [text]),
      scores: Object.fromEntries([...'abcdefgh'].map(text => [text, 0.4])),
      gains: false,
    },
    9,
    'no-gain',
    6,
  ],
] as const)
  test(`${what} ends the run`, async () => {
    const outcome = await replay(script, false, steps)
    assert.equal(outcome.end, end)
    assert.equal(outcome.steps.length, taken)
  })

test('a run that goes on from its first step takes the same second step', async () => {
  const unbroken = await replay(twoSteps, false, 2)
  const resumed = await replay(twoSteps, false, 2, unbroken.steps.slice(0, 1))
  assert.deepEqual(resumed.steps, unbroken.steps)
})

test('a failure of the models ends the run as it stands', async () => {
  const means: Means = {
    accept: () => undefined,
    propose: async () => failure({ code: 'cancelled' }),
    relevance: async () => success([]),
    failures: async () => success([]),
    score: async () => success([]),
    isGain: async () => success(true),
  }
  const plan: Plan = {
    strategy: assemble('gpo', 3, false),
    steps: 3,
    stepsPerEpoch: 1,
    validation: 1,
    exemplars: [],
    position: '',
    tokens: [],
  }
  const end = await optimize({ initial, steps: [] }, plan, means, () => assert.fail('no step was finished'))
  assert.equal(end.ok, false)
})
