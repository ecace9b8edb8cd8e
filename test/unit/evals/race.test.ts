import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, CaseResult } from '../../../src/evals/evalSet.ts'
import { bandit } from '../../../src/evals/scoring/bandit.ts'
import { evaluate, type Trial } from '../../../src/evals/scoring/evaluate.ts'
import { blockSize, race } from '../../../src/evals/scoring/race.ts'
import { failure, success } from '../../../src/problem/outcome.ts'

const cases: readonly Case[] = Array.from({ length: 50 }, (_, index) => ({ id: String(index), vars: {}, expected: [] }))

/** A prompt named `x:p` passes the cases whose number modulo 10 is below p. */
const passes = ({ text, evalCase }: Trial): boolean => Number(evalCase.id) % 10 < Number(text.split(':')[1])
const result = (trial: Trial): CaseResult => ({
  id: trial.evalCase.id,
  answer: '',
  grade: passes(trial) ? 1 : 0,
  passed: passes(trial),
})

async function run(texts: readonly string[], incumbent: string, alpha: number, hurried = false) {
  let asked = 0
  const outcome = await race(
    texts,
    cases.map(evalCase => result({ text: incumbent, evalCase })),
    cases,
    async trials => {
      asked += trials.length
      return success(trials.map(result))
    },
    { alpha, firstTest: 20, hurried },
  )
  assert.ok(outcome.ok)
  return { asked, complete: outcome.value.filter(racer => racer.complete).map(racer => racer.text) }
}

test('without a test nobody is dropped', async () =>
  assert.deepEqual(await run(['a:1', 'b:9'], 'now:5', 0), { asked: 100, complete: ['a:1', 'b:9'] }))

test('a candidate that is far behind is dropped at the first decision after 20 cases', async () =>
  // Two candidates and 8 requests at once make blocks of 12.
  assert.deepEqual(await run(['a:1', 'b:9'], 'now:5', 0.05), { asked: 24 + 50, complete: ['b:9'] }))

test('the exact cap drops a candidate that even perfect answers could not lift above the incumbent', async () => {
  // Equal to the incumbent on every case so far, and the incumbent misses nothing: nothing is left to gain. It is out
  // after the first block, which for one candidate has 24 cases.
  const { asked, complete } = await run(['a:10'], 'now:10', 0.2)
  assert.deepEqual({ asked, complete }, { asked: 24, complete: [] })
})

test('a hurried race goes on with those alone that are ahead after eight cases', async () =>
  assert.deepEqual(await run(['same:5', 'worse:4', 'better:6'], 'now:5', 0.2, true), {
    asked: 3 * 8 + 42,
    complete: ['better:6'],
  }))

test('a hurried race goes on with an equal where the current prompt leaves no room', async () =>
  // The current prompt passes the first eight cases, and fails two of every ten.
  assert.deepEqual(await run(['better:9', 'worse:7'], 'now:8', 0.2, true), {
    asked: 2 * 8 + 42,
    complete: ['better:9'],
  }))

test('the order in which answers arrive does not matter', async () => {
  const slow = async (trials: readonly Trial[]) => success([...trials].map(result))
  const once = await race(['a:4', 'b:6'], [], cases, slow, { alpha: 0.2, firstTest: 20 })
  const again = await race(['a:4', 'b:6'], [], cases, slow, { alpha: 0.2, firstTest: 20 })
  assert.deepEqual(once, again)
})

test('a failed request is no wrong answer: the case has a problem and no grade', async () => {
  const trials = cases.slice(0, 4).map(evalCase => ({ text: 'a:5', evalCase }))
  const outcome = await evaluate(
    trials,
    async (text, evalCase) =>
      evalCase.id === '2'
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
    cases.map(evalCase => ({ text: 'a:5', evalCase })),
    async () => {
      asked += 1
      return failure({ code: 'budget', cap: 'calls' })
    },
    4,
  )
  assert.equal(!outcome.ok && outcome.problem.code, 'budget')
  assert.ok(asked <= 4)
})

for (const [least, candidates, size] of [
  [10, 8, 10],
  [10, 1, 24],
  [10, 3, 16],
  [10, 6, 12],
  [10, 4, 10],
  [10, 31, 16],
  [10, 7, 16],
] as const)
  test(`with ${candidates} candidates a block has ${size} cases, however many requests are sent at once`, () =>
    assert.equal(blockSize(least, candidates), size))

test('a bandit asks more of those that do well, and scores the best two on every case', async () => {
  const names = ['a:1', 'b:9', 'c:2', 'd:8', 'e:1', 'f:3']
  const outcome = await bandit(names, cases, async trials => success(trials.map(result)))
  assert.ok(outcome.ok)
  const complete = outcome.value.filter(racer => racer.complete).map(({ text }) => text)
  assert.deepEqual(complete, ['b:9', 'd:8'])
  const asked = outcome.value.reduce((sum, { results }) => sum + results.length, 0)
  assert.ok(asked < 0.75 * names.length * cases.length, `${asked}`)
  for (const { results } of outcome.value)
    assert.deepEqual(
      results.map(({ id }) => id),
      cases.slice(0, results.length).map(({ id }) => id),
    )
})

test('where all fail alike, a candidate that wins nowhere is dropped, one that wins somewhere is not', async () => {
  const { asked, complete } = await run(['a:0', 'b:0', 'c:2'], 'now:0', 0.2)
  assert.deepEqual(complete, ['c:2'])
  // Five cases without a win are enough where nothing was right before.
  assert.equal(asked, 3 * 5 + (50 - 5))
})

test('a candidate may win nowhere on cases that the current prompt passes', async () => {
  // Of each ten cases the current prompt fails the last one alone: two in 24 are too few to tell.
  const { complete } = await run(['a:9', 'b:10'], 'now:9', 0.2)
  assert.ok(complete.includes('b:10'))
})

for (const [allowed, complete] of [
  [400, ['a:7', 'b:9', 'c:8']],
  [110, ['b:9']],
  [50, ['a:7']],
  [49, []],
] as const)
  test(`with ${allowed} examinations in all, ${complete.length} of four candidates are scored on every one of 50 cases`, async () => {
    let asked = 0
    const outcome = await race(
      ['a:7', 'b:9', 'c:8', 'd:1'],
      cases.map(evalCase => result({ text: 'now:7', evalCase })),
      cases,
      async trials => {
        asked += trials.length
        return success(trials.map(result))
      },
      { alpha: 0.0001, firstTest: 20, allowed },
    )
    assert.ok(outcome.ok)
    assert.deepEqual(
      outcome.value.filter(racer => racer.complete).map(({ text }) => text),
      complete,
    )
    assert.ok(asked <= allowed, `${asked}`)
  })

test('a bandit asks no more than it is allowed to', async () => {
  let asked = 0
  const names = ['a:1', 'b:9', 'c:2', 'd:8']
  const outcome = await bandit(
    names,
    cases,
    async trials => {
      asked += trials.length
      return success(trials.map(result))
    },
    120,
  )
  assert.ok(outcome.ok && asked <= 120, `${asked}`)
  assert.equal(outcome.value.filter(({ complete }) => complete).length, 2)
})
