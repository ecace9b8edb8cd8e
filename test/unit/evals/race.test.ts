import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, CaseResult } from '../../../src/evals/evalSet.ts'
import { evaluate, type Trial } from '../../../src/evals/evaluate.ts'
import { race } from '../../../src/evals/race.ts'
import { failure, success } from '../../../src/text/outcome.ts'

const cases: readonly Case[] = Array.from({ length: 50 }, (_, index) => ({ id: String(index), vars: {}, expected: [] }))

/** A prompt named `x:p` passes the cases whose number modulo 10 is below p. */
const passes = ({ text, item }: Trial): boolean => Number(item.id) % 10 < Number(text.split(':')[1])
const result = (trial: Trial): CaseResult => ({
  id: trial.item.id,
  answer: '',
  grade: passes(trial) ? 1 : 0,
  passed: passes(trial),
})

async function run(texts: readonly string[], incumbent: string, alpha: number) {
  let asked = 0
  const outcome = await race(
    texts,
    cases.map(item => result({ text: incumbent, item })),
    cases,
    async trials => {
      asked += trials.length
      return success(trials.map(result))
    },
    { alpha, concurrency: 8 },
  )
  assert.ok(outcome.ok)
  return { asked, complete: outcome.value.filter(racer => racer.complete).map(racer => racer.text) }
}

test('without a test nobody is dropped', async () =>
  assert.deepEqual(await run(['a:1', 'b:9'], 'now:5', 0), { asked: 100, complete: ['a:1', 'b:9'] }))

test('a candidate that is far behind is dropped after the first 20 cases', async () =>
  assert.deepEqual(await run(['a:1', 'b:9'], 'now:5', 0.05), { asked: 70, complete: ['b:9'] }))

test('the exact cap drops a candidate that even perfect answers could not lift above the incumbent', async () => {
  // Equal to the incumbent on every case so far, and the incumbent misses nothing: nothing is left to gain.
  const { asked, complete } = await run(['a:10'], 'now:10', 0.2)
  assert.deepEqual({ asked, complete }, { asked: 20, complete: [] })
})

test('the order in which answers arrive does not matter', async () => {
  const slow = async (trials: readonly Trial[]) => success([...trials].map(result))
  const once = await race(['a:4', 'b:6'], [], cases, slow, { alpha: 0.2, concurrency: 8 })
  const again = await race(['a:4', 'b:6'], [], cases, slow, { alpha: 0.2, concurrency: 8 })
  assert.deepEqual(once, again)
})

test('a failed request is no wrong answer: the case has a problem and no grade', async () => {
  const trials = cases.slice(0, 4).map(item => ({ text: 'a:5', item }))
  const outcome = await evaluate(
    trials,
    async (text, item) =>
      item.id === '2'
        ? failure({ code: 'timed-out', endpoint: 'e', seconds: 1 })
        : success({ answer: text, grade: 1, passed: true }),
    2,
  )
  assert.ok(outcome.ok)
  assert.deepEqual(
    outcome.value.map(({ problem }) => problem?.code ?? 'graded'),
    ['graded', 'graded', 'timed-out', 'graded'],
  )
})

test('a cap that is reached ends an evaluation at once', async () => {
  let asked = 0
  const outcome = await evaluate(
    cases.map(item => ({ text: 'a:5', item })),
    async () => {
      asked += 1
      return failure({ code: 'budget', cap: 'calls' })
    },
    4,
  )
  assert.equal(!outcome.ok && outcome.problem.code, 'budget')
  assert.ok(asked <= 4)
})
