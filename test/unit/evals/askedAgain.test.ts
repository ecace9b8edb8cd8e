import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case } from '../../../src/evals/evalSet.ts'
import { evaluate } from '../../../src/evals/scoring/evaluate.ts'
import { failure, success } from '../../../src/problem/outcome.ts'
import type { Problem } from '../../../src/problem/problem.ts'

const cases: readonly Case[] = Array.from({ length: 6 }, (_, index) => ({ id: `${index}`, vars: {}, expected: [] }))
const trials = cases.map(evalCase => ({ text: 'prompt', evalCase }))
const broken: Problem = { code: 'server-error', endpoint: 'e', status: 500, detail: 'd' }
const graded = success({ answer: 'yes', grade: 1, passed: true })

/** Examines by a script: what each case meets with, one time after the other, and an answer from then on. */
function scripted(script: Readonly<Record<string, readonly Problem[]>>) {
  const asked: string[] = []
  const told: string[] = []
  const examine = async (_: string, { id }: Case) => {
    asked.push(id)
    const problem = script[id]?.[asked.filter(other => other === id).length - 1]
    return problem === undefined ? graded : failure(problem)
  }
  return {
    asked,
    told,
    run: () => evaluate(trials, examine, 2, ({ id, problem }) => void told.push(problem ? `${id} failed` : id)),
  }
}

test('cases that failed are asked again when all others have ended, and each is told of once', async () => {
  const its = scripted({ 1: [broken], 3: [broken, broken] })
  const outcome = await its.run()
  assert.ok(outcome.ok && outcome.value.every(({ problem }) => problem === undefined))
  assert.deepEqual(
    outcome.value.map(({ id }) => id),
    ['0', '1', '2', '3', '4', '5'],
  )
  assert.deepEqual(its.asked.slice(6).sort(), ['1', '3', '3'])
  assert.deepEqual([...its.told].sort(), ['0', '1', '2', '3', '4', '5'])
})

test('a case that never gets through is asked six times at the most, and one whose answer never came four times', async () => {
  const late: Problem = { code: 'timed-out', endpoint: 'e', seconds: 1 }
  const its = scripted({ 2: Array(9).fill(broken), 4: Array(9).fill(late) })
  const outcome = await its.run()
  assert.ok(outcome.ok)
  assert.deepEqual(
    outcome.value.map(({ problem }) => problem?.code),
    [undefined, undefined, 'server-error', undefined, 'timed-out', undefined],
  )
  assert.equal(its.asked.filter(id => id === '2').length, 6)
  assert.equal(its.asked.filter(id => id === '4').length, 4)
  assert.equal(its.told.filter(id => id === '2 failed').length, 1)
})

test('a case whose answer never came is asked on where the answers of others came later', async () => {
  const late: Problem = { code: 'timed-out', endpoint: 'e', seconds: 1 }
  const its = scripted({ 2: [late], 3: [late, late], 4: Array(9).fill(late), 5: Array(20).fill(late) })
  const outcome = await its.run()
  assert.ok(outcome.ok)
  assert.deepEqual(
    outcome.value.map(({ problem }) => problem?.code),
    [undefined, undefined, undefined, undefined, undefined, 'timed-out'],
  )
  assert.equal(its.asked.filter(id => id === '4').length, 10)
  assert.equal(its.asked.filter(id => id === '5').length, 11)
  assert.deepEqual([...its.told].sort(), ['0', '1', '2', '3', '4', '5 failed'])
})

test('what concerns one case alone is not asked again', async () => {
  const its = scripted({ 2: [{ code: 'refused-by-filter', endpoint: 'e', detail: 'd' }] })
  await its.run()
  assert.equal(its.asked.length, 6)
})

test('a cap that is reached while asking again leaves the evaluation as it is; at the first time it ends it', async () => {
  const late = await scripted({ 1: [broken, { code: 'budget', cap: 'calls' }] }).run()
  assert.ok(late.ok && late.value[1]?.problem?.code === 'server-error')
  const early = await scripted({ 1: [{ code: 'budget', cap: 'calls' }] }).run()
  assert.ok(!early.ok && early.problem.code === 'budget')
})
