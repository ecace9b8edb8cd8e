import assert from 'node:assert/strict'
import test from 'node:test'
import { best, pastPrompts, pastReflections } from '../../../src/optimizer/momentum/past.ts'
import type { Candidate, Step, Trajectory } from '../../../src/optimizer/trajectory.ts'
import { frontWins, type WalkName, walk } from '../../../src/optimizer/walk.ts'
import { success } from '../../../src/problem/outcome.ts'

const evaluated = (text: string, score: number): Candidate => ({
  text,
  score,
  status: 'evaluated',
  cases: 48,
  wordsChanged: 1,
})
const step = (number: number, winner: number | null, ...candidates: Candidate[]): Step => ({
  step: number,
  epoch: 1,
  stepSize: 50,
  current: { text: 'start', score: 0.5 },
  shown: [],
  metaPrompt: '',
  candidates,
  winner,
})
const initial = { text: 'start', score: 0.5 }

async function currentOf(name: WalkName, trajectory: Trajectory, seed = 0): Promise<string> {
  const grades: Readonly<Record<string, readonly number[]>> = {
    start: [0, 1, 1, 0],
    worse: [0, 0, 1, 0],
    other: [1, 0, 0, 0],
  }
  const means = { grades: async (texts: readonly string[]) => success(texts.map(text => grades[text] ?? [])) }
  const answered = async () => success(Object.entries(grades).map(([text, all]) => ({ text, grades: byCase(all) })))
  const current = await walk[name].current(trajectory, { ...means, answered }, seed)
  assert.ok(current.ok)
  return current.value.text
}

const byCase = (grades: readonly number[]): ReadonlyMap<string, number> =>
  new Map(grades.map((grade, at) => [`case ${at}`, grade]))

test('the elitist walk stays at the best prompt when every candidate is worse', async () =>
  assert.equal(await currentOf('elitist', { initial, steps: [step(1, 0, evaluated('worse', 0.4))] }), 'start'))

for (const [barren, parents] of [
  [2, ['start']],
  [3, ['start', 'other']],
  [4, ['start']],
  [5, ['start', 'other']],
] as const)
  test(`after ${barren} steps without a new best prompt, the rated walk starts from ${parents.join(' or ')}`, async () => {
    const steps = Array.from({ length: barren }, (_, at) =>
      step(at + 1, 0, evaluated(at === 0 ? 'other' : 'worse', 0.4)),
    )
    const drawn = await Promise.all([...Array(20).keys()].map(seed => currentOf('rated', { initial, steps }, seed)))
    assert.deepEqual(new Set(drawn), new Set(parents))
  })

test('the forced walk moves to the best new prompt even when it is worse', async () => {
  const candidates = [evaluated('bad', 0.3), evaluated('less bad', 0.4), evaluated('start', 0.5)]
  const winner = walk.forced.winner(initial, candidates, { initial, steps: [] })
  assert.equal(winner, 1)
  assert.equal(await currentOf('forced', { initial, steps: [step(1, winner, ...candidates)] }), 'less bad')
})

test('the forced walk takes the best of all when every candidate has won before', () => {
  const steps = [step(1, 0, evaluated('a', 0.6)), step(2, 0, evaluated('b', 0.7))]
  const known: Candidate[] = [evaluated('a', 0.6), evaluated('b', 0.7)]
  assert.equal(walk.forced.winner({ text: 'b', score: 0.7 }, known, { initial, steps }), 1)
})

test('of equal candidates the shorter wins, then the earlier', () => {
  const winner = (...texts: string[]) =>
    walk.elitist.winner(
      initial,
      texts.map(text => evaluated(text, 0.9)),
      { initial, steps: [] },
    )
  assert.equal(winner('a longer one', 'short', 'other'), 1)
})

test('a dropped or rejected candidate never wins', () => {
  const dropped: Candidate = { ...evaluated('dropped', 1), status: 'dropped', cases: 20 }
  assert.equal(walk.elitist.winner(initial, [dropped], { initial, steps: [] }), null)
})

test('the best of the run is the earliest of equals, and remembers its step', () => {
  const trajectory: Trajectory = {
    initial,
    steps: [step(1, 0, evaluated('first', 0.8)), step(2, 0, evaluated('second', 0.8))],
  }
  assert.deepEqual(best(trajectory), { text: 'first', score: 0.8, step: 1 })
})

test('momentum draws on the original and every winner, and a step without one adds nothing', () => {
  const trajectory: Trajectory = { initial, steps: [step(1, 0, evaluated('a', 0.4)), step(2, null)] }
  assert.deepEqual(pastPrompts(trajectory), [initial, { text: 'a', score: 0.4 }])
})

test('a reflection is worth the gain of its step, and none where nobody won', () => {
  const reflected = (reflection: string, taken: Step): Step => ({ ...taken, reflection })
  const steps = [
    reflected('first', step(1, 0, evaluated('a', 0.75))),
    reflected('second', step(2, null)),
    step(3, null),
  ]
  assert.deepEqual(pastReflections({ initial, steps }), [
    { text: 'first', score: 0.25 },
    { text: 'second', score: 0 },
  ])
})

for (const [what, grades, wins] of [
  [
    'each is best on a case of its own',
    [
      [1, 0],
      [0, 1],
    ],
    [1, 1],
  ],
  [
    'one is best on two',
    [
      [1, 1, 0],
      [0, 0, 1],
    ],
    [2, 1],
  ],
  [
    'one is never best',
    [
      [1, 1],
      [0, 1],
      [0, 0],
    ],
    [2, 0, 0],
  ],
  [
    'a case that both pass counts for the one that is needed elsewhere',
    [
      [1, 1, 0],
      [1, 0, 0],
    ],
    [3, 0],
  ],
  [
    'equals stand for each other',
    [
      [1, 1],
      [1, 1],
    ],
    [0, 2],
  ],
] as const)
  test(`on the front by case, ${what}: ${wins.join(', ')}`, () => assert.deepEqual(frontWins(grades), wins))

test('the Pareto walk draws parents in proportion to the cases that they are best on', async () => {
  const trajectory = { initial, steps: [step(1, 0, evaluated('worse', 0.25), evaluated('other', 0.25))] }
  const drawn = await Promise.all(Array.from({ length: 200 }, (_, seed) => currentOf('pareto', trajectory, seed)))
  const share = (text: string): number => drawn.filter(one => one === text).length / drawn.length
  assert.equal(share('worse'), 0)
  // Of the start, three cases; of the other, two, one of which nobody passes.
  assert.ok(Math.abs(share('other') - 2 / 5) < 0.1, `${share('other')}`)
})

test('the beam lets the best four prompts of the whole run take turns, and then chooses anew', async () => {
  const first = step(1, 0, ...[0.6, 0.9, 0.7, 0.8].map(score => evaluated(`p${score}`, score)))
  const turns: string[] = []
  const steps = [first]
  for (let number = 2; number <= 7; number++) {
    turns.push(await currentOf('beam', { initial, steps }))
    steps.push(step(number, null, ...(number === 5 ? [evaluated('late', 0.95)] : [])))
  }
  assert.deepEqual(turns, ['p0.9', 'p0.8', 'p0.7', 'p0.6', 'late', 'p0.9'])
})
