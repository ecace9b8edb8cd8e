import assert from 'node:assert/strict'
import test from 'node:test'
import type { Comparison, Progress, ViewReport } from '../../../src/protocol/page.ts'
import { announcement, noteSentence, stateSentence } from '../../../webview/panels/runWords.ts'
import { report, step, usage, view } from './runs.ts'

const progress = (part: Partial<Progress>): Progress => ({
  phase: 'step',
  step: 4,
  steps: 18,
  done: 31,
  of: 48,
  best: 0.5,
  usage,
  ...part,
})

const comparison: Comparison = {
  cases: 144,
  fixed: 35,
  broken: 7,
  pValue: 0.0001,
  interval: [0.118, 0.269],
  verdict: 'better',
}

for (const [part, expected] of [
  [{}, 'Step 4 of 18: scoring candidates, 31 of 48 cases'],
  [{ done: 0 }, 'Step 4 of 18: writing candidates'],
  [{ phase: 'baseline' }, 'Scoring your prompt, 31 of 48 cases'],
  [{ phase: 'test', of: 1440 }, 'Scoring the best prompt on the test cases, 31 of 1,440 cases'],
] as const)
  test(`a running run says: ${expected}`, () => {
    assert.equal(stateSentence(view({ progress: progress(part) })), expected)
  })

test('a run without progress is starting', () => assert.equal(stateSentence(view()), 'Starting…'))

test('what is read out does not change with the count of cases', () => {
  const said = [1, 2, 47].map(done => announcement(view({ progress: progress({ done }) })))
  assert.deepEqual(said, ['Step 4 of 18.', 'Step 4 of 18.', 'Step 4 of 18.'])
})

test('a failed run says how far it came, and why it stopped', () => {
  const failed = view({ state: 'failed', steps: [step(1)], failure: 'The endpoint refused the key.' })
  assert.equal(stateSentence(failed), 'Failed after 1 step. The endpoint refused the key.')
})

test('a cancelled run still gives its verdict', () => {
  const cancelled = view({ state: 'cancelled', steps: [step(1), step(2)], report: report({ comparison }) })
  assert.match(stateSentence(cancelled), /^Cancelled after 2 steps\. Better than your prompt: /)
})

test('the note says why the run ended, and whether the file has the best prompt', () => {
  const ended = (part: Partial<ViewReport>) => noteSentence(view({ state: 'done', report: report(part) }))
  assert.equal(ended({ stop: 'calls', written: false }), 'Stopped at the cap on requests.')
  assert.equal(
    ended({ stop: 'steps', written: true }),
    'All steps were made before a cap was reached; the run can go on for more. The best prompt stands in the file.',
  )
})
