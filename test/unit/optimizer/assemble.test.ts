import assert from 'node:assert/strict'
import test from 'node:test'
import { assemble } from '../../../src/optimizer/assemble.ts'
import { type StrategyName, strategies, type Variant } from '../../../src/optimizer/strategies.ts'
import { assembled } from './scripted.ts'

for (const name of Object.keys(strategies) as StrategyName[])
  for (const paper of [false, true])
    test(`${name} is assembled ${paper ? 'as published' : 'as it is'}`, () => {
      const strategy = assembled(name, {}, { paper })
      assert.equal(strategy.patience === null, paper)
      assert.ok(strategy.takes(8).proposing >= 8)
    })

const refused: readonly (readonly [StrategyName, Variant, RegExp])[] = [
  ['gpo', { momentumOver: 'reflections' }, /needs reflections, which are off/],
  ['sgdm', { reflection: false }, /needs reflections, which are off/],
  ['sgdm', { momentum: 'none' }, /momentum is none/],
  ['gpo', { momentum: 'recency', evidence: 'failures' }, /evidence failures shows none/],
  ['ape', { warmup: 2 }, /needs a step size/],
  ['gpo', { warmup: 18 }, /leaves nothing of the 18 steps/],
  ['ape', { overStep: 'clip' }, /schedule is none/],
  ['gpo', { initialStepSize: 5 }, /cannot fall from 5 to 10/],
  ['ape', { initialStepSize: 5 }, /schedule is none/],
  ['pe2', { finalStepSize: 5 }, /has no end/],
  ['ape', { memory: 5 }, /momentum is none/],
  ['gpo', { memory: 5, evidence: 'neither' }, /evidence neither shows no past prompts/],
  ['gpo', { scores: false, evidence: 'failures' }, /evidence failures shows none/],
  ['gepa', { scores: false }, /evidence failures shows none/],
  ['opro-native', { momentum: 'recency' }, /has no momentum that could be changed/],
  ['apo-native', { updateMethod: 'generate' }, /has no update method/],
]

for (const [name, variant, reason] of refused)
  test(`${name} with ${JSON.stringify(variant)} is refused with the reason`, () => {
    const strategy = assemble(name, variant, { steps: 18, paper: false })
    assert.ok(!strategy.ok && strategy.problem.code === 'bad-combination')
    assert.match(strategy.problem.detail, reason)
  })

const accepted: readonly (readonly [StrategyName, Variant])[] = [
  ['gpo', { momentum: 'summary' }],
  ['gpo', { evidence: 'neither' }],
  ['gpo', { reflection: true, momentumOver: 'reflections', momentum: 'importance' }],
  ['gepa', { reflection: true, momentumOver: 'reflections', momentum: 'recency', memory: 5 }],
  ['gpo', { warmup: 1, schedule: 'linear', overStep: 'clip' }],
  ['gpo', { scores: false, updateMethod: 'edit', walk: 'pareto' }],
  ['apo-native', { schedule: 'fixed', initialStepSize: 20, overStep: 'reject' }],
  ['gepa', { walk: 'elitist', reflection: false }],
]

for (const [name, variant] of accepted)
  test(`${name} with ${JSON.stringify(variant)} is assembled`, () => void assembled(name, variant))

test('what is set holds against what was published', async () => {
  const strategy = assembled('gpo', { evidence: 'both' }, { paper: true })
  assert.deepEqual(strategy.evidence, { trajectory: true, failures: true })
})
