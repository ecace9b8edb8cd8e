import assert from 'node:assert/strict'
import test from 'node:test'
import { optimize } from '../../../src/optimizer/optimize.ts'
import type { Asked, ContestName, Services } from '../../../src/optimizer/services.ts'
import { type StrategyName, strategies } from '../../../src/optimizer/strategies.ts'
import { append, type Trajectory } from '../../../src/optimizer/trajectory.ts'
import { success } from '../../../src/problem/outcome.ts'
import { planOf } from './scripted.ts'

interface Seen {
  readonly asked: readonly Asked[]
  /** Requests of each step to an optimizer model that gives one reply to each. */
  readonly requests: readonly number[]
  readonly contests: readonly ContestName[]
  readonly gates: number
}

/** Two steps of a strategy, every prompt of which fails two cases; what it asked for. */
async function twoSteps(name: StrategyName, candidates: number): Promise<Seen> {
  const asked: Asked[] = []
  const contests: ContestName[] = []
  const requests: number[] = []
  let sent = 0
  let gates = 0
  const failed = (input: string) => ({ input, expected: 'yes', actual: 'no' })
  const services: Services = {
    affordable: () => Number.POSITIVE_INFINITY,
    refused: () => undefined,
    answersLeft: () => 0,
    complete: () => assert.fail('nobody returns'),
    accept: () => undefined,
    propose: async (_, one) => {
      asked.push(one)
      sent += one.count
      const text = (index: number) => `<START>Prompt ${one.step}.${one.part}.${index}<END>`
      return success({ texts: Array.from({ length: one.count }, (_, index) => text(index)) })
    },
    reflect: async () => {
      sent += 1
      return success(`<START>It says no, for the ${sent}th time in step ${requests.length}.<END>`)
    },
    relevance: async (_, past) => success(past.map(() => 0)),
    failures: async () => success([failed('a'), failed('b')]),
    gate: async texts => {
      gates += 1
      return success(new Set(texts))
    },
    score: async (texts, _current, _step, contest) => {
      contests.push(contest)
      return success(texts.map(text => ({ text, score: 0.6, cases: 48, complete: true })))
    },
    measure: async () => success(0.6),
    answered: async () => success([]),
    grades: async texts => success(texts.map(() => [])),
    isGain: async () => success(true),
  }
  let trajectory: Trajectory = { initial: { text: 'Think.', score: 0.5 }, steps: [] }
  const end = await optimize(trajectory, { ...planOf(name, { steps: 2 }), candidates }, services, step => {
    trajectory = append(trajectory, step)
    requests.push(sent)
    sent = 0
  })
  assert.ok(end.ok, end.ok ? '' : JSON.stringify(end.problem))
  return { asked, requests, contests, gates }
}

for (const name of Object.keys(strategies) as StrategyName[]) {
  test(`${name} asks the optimizer model no more often in a step than is projected, no part of it twice`, async () => {
    const { asked, requests } = await twoSteps(name, 8)
    const projected = planOf(name, { steps: 2 }).strategy.takes(8).proposing
    assert.ok(
      Math.max(...requests) <= projected && Math.max(...requests) >= projected - 8,
      `${requests} of ${projected}`,
    )
    assert.equal(new Set(asked.map(({ step, part }) => `${step}.${part}`)).size, asked.length)
  })

  test(`${name} spreads the cases as its selection says`, async () => {
    const { contests, gates } = await twoSteps(name, 8)
    const { selection } = strategies[name]
    assert.deepEqual(contests, [selection, selection])
    assert.equal(gates, selection === 'gated' ? 2 : 0)
  })
}

for (const candidates of [1, 2, 3, 8])
  test(`APE's first step asks for ${candidates} candidates in all`, async () => {
    const { asked } = await twoSteps('ape-native', candidates)
    const first = asked.filter(({ step }) => step === 1)
    assert.equal(
      first.reduce((sum, { count }) => sum + count, 0),
      candidates,
    )
  })
