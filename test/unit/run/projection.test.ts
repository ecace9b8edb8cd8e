import assert from 'node:assert/strict'
import test from 'node:test'
import type { Splits } from '../../../src/evals/preparing/splits.ts'
import { searchRequests } from '../../../src/evals/scoring/runRequests.ts'
import { ledger } from '../../../src/models/layers/ledger.ts'
import { noUsage } from '../../../src/models/usage.ts'
import { takesOf } from '../../../src/optimizer/stepRequests.ts'
import type { StrategyName } from '../../../src/optimizer/strategies.ts'
import { withholdVerdict } from '../../../src/run/projectCalls.ts'
import type { RunSettings } from '../../../src/run/request.ts'
import { stepAllowance } from '../../../src/run/stepAllowance.ts'
import { cases, settingsWith } from './inProcess.ts'

const some = (count: number) =>
  cases(Array.from({ length: count }, (_, index) => ({ input: `${index}`, expected: '1' })))

/** The sizes of a task of BIG-Bench Hard in the paper; three epochs over 48 train cases in batches of 8 are 18 steps. */
const splits: Splits = { train: some(48), validation: some(48), test: some(144) }

const requestWith = (settings: RunSettings) => {
  const evalSet = {
    path: 'a',
    cases: splits.test,
    checks: [{ grader: 'answer' as const }],
    exemplars: [],
    problems: [],
  }
  const demo = { kind: 'demo', id: 'demo' } as const
  return { evalSet, settings, models: { task: demo, optimizer: demo } }
}

const projected = (strategy: StrategyName, changes: Partial<RunSettings>): number => {
  const settings = settingsWith({ strategy, steps: 18, caps: {}, ...changes })
  return Math.min(
    searchRequests({ splits, candidates: 8 }, requestWith(settings), takesOf(settings)),
    settings.caps.calls ?? Number.POSITIVE_INFINITY,
  )
}

for (const [what, strategy, changes, calls] of [
  // The scores that the search needs, 48 + 18 x 8 x 48 = 6,960, a request a candidate, and two prompts on the test split.
  ['as published', 'gpo', { paper: true }, 6960 + 18 * 8 + 288],
  ['with failing cases of each batch', 'gpo', {}, 6960 + 18 * 16 + 288 + 18 * 8],
  ['with each case asked three times', 'gpo', { paper: true, repeats: 3 }, 3 * (6960 + 288) + 18 * 8],
  ['with a reflection', 'apo', {}, 6960 + 18 * 17 + 288 + 18 * 8],
  ['with a summary of reflections', 'sgdm', {}, 6960 + 18 * 18 + 288 + 18 * 8],
  ['with a gate for each candidate', 'gepa', {}, 6960 + 18 * 17 + 288 + 18 * 8 * 9],
  ['with critiques, edits and paraphrases', 'apo-native', {}, 6960 + 18 * 18 + 288 + 18 * 8],
  ['with a cap', 'gpo', { caps: { calls: 1000 } }, 1000],
] as const)
  test(`${strategy} ${what} is projected at ${calls} requests`, () => assert.equal(projected(strategy, changes), calls))

for (const [what, graders, repeats, again] of [
  ['twenty answers are judged again', ['judge'], 1, 20],
  ['each of them may take what all of its graders ask', ['judge', 'similar'], 1, 40],
  ['none is where embeddings alone decide', ['similar'], 1, 0],
  ['none is where each case is asked more than once', ['judge'], 2, 0],
] as const)
  test(`of a verdict with ${graders.join(' and ')}, asked ${repeats} times, ${what}`, () => {
    const settings = settingsWith({ strategy: 'gpo', steps: 18, caps: {}, paper: true, repeats })
    const { evalSet, ...request } = requestWith(settings)
    const checks = graders.map(grader => ({ grader, value: 'It is good.' }))
    const run = { ...request, evalSet: { ...evalSet, checks } }
    const most = searchRequests({ splits, candidates: 8 }, run, takesOf(settings))
    assert.equal(most, repeats * (1 + graders.length) * (6960 + 288) + 18 * 8 + again)
  })

for (const [what, cap, gain, free] of [
  ['every test case for both prompts where a small gain needs all', 1000, 0.1, 1000 - 288],
  ['the same where the cap leaves little more than the baseline', 336, 0.1, 48],
  ['half of the test cases as long as the original is the best', 1000, 0, 1000 - 144],
  ['half of them where a large gain needs no more to be shown', 1000, 0.5, 1000 - 144],
] as const)
  test(`what is kept back for the verdict is ${what}`, async () => {
    const settings = settingsWith({ strategy: 'gpo', caps: { calls: cap } })
    const accounts = ledger({ caps: settings.caps, prices: {}, usage: noUsage, startedAt: 0, now: () => 0 })
    withholdVerdict({ ledger: accounts }, splits, requestWith(settings), { elapsedMs: 0, gain })
    const { signal } = new AbortController()
    let sent = 0
    for (; (await accounts.reserve('task', { inputTokens: 0, outputTokens: 0 }, signal)).ok; ) sent++
    assert.equal(sent, free)
  })

// The verdict keeps 2 x 72 calls (2 x 144 in the published form), a step 8 train cases, and each new prompt three requests.
for (const [what, left, changes, candidates, examinations] of [
  ['all that it wants, while they fit', 1000, {}, 4, 1000 - 144 - 8 - 12],
  ['all, where three leave the race at their first look', 144 + 8 + 12 + 48 + 30, {}, 4, 78],
  ['fewer, where the last would not be looked at', 144 + 8 + 12 + 48 + 29, {}, 3, 80],
  ['all, in a race without hurry where ten prompts can be scored in full', 144 + 480, {}, 4, 480 - 8 - 12],
  ['all, in a hurried one where they cannot', 144 + 479, {}, 4, 479 - 8 - 12],
  ['one at the end', 144 + 8 + 3 + 48, {}, 1, 48],
  ['as many as can be scored in full, where none leaves a race', 144 + 8 + 6 + 96, { evaluation: 'full' }, 2, 96],
  ['all that it wants in the published form', 288 + 48, { paper: true }, 4, 48 - 4],
] as const)
  test(`a step asks for ${what}`, () => {
    const settings = settingsWith({ strategy: 'gpo', ...changes, caps: { calls: left } })
    const spent = { usage: noUsage, elapsedMs: 0, gain: 0 }
    const allowance = stepAllowance(splits, requestWith(settings), takesOf(settings), 4, spent)
    const answers = left - (settings.paper ? 288 : 144)
    assert.deepEqual(allowance, { cap: 'calls', candidates, examinations, answers, hurried: left < 144 + 10 * 48 })
  })
