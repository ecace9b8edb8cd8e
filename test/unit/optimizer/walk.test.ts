import assert from 'node:assert/strict'
import test from 'node:test'
import type { Candidate, Step, Trajectory } from '../../../src/optimizer/trajectory.ts'
import { best, walk, winners } from '../../../src/optimizer/walk.ts'

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

test('the elitist walk stays at the best prompt when every candidate is worse', () => {
  const trajectory: Trajectory = { initial, steps: [step(1, 0, evaluated('worse', 0.4))] }
  assert.deepEqual(walk.elitist.current(trajectory), { text: 'start', score: 0.5, step: 0 })
})

test('the forced walk moves to the best new prompt even when it is worse', () => {
  const candidates = [evaluated('bad', 0.3), evaluated('less bad', 0.4), evaluated('start', 0.5)]
  const winner = walk.forced.winner(initial, candidates, { initial, steps: [] })
  assert.equal(winner, 1)
  assert.equal(walk.forced.current({ initial, steps: [step(1, winner, ...candidates)] }).text, 'less bad')
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
  assert.deepEqual(winners(trajectory), [initial, { text: 'a', score: 0.4 }])
})
