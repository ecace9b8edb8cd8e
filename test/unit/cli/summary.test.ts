import assert from 'node:assert/strict'
import test from 'node:test'
import { summary } from '../../../src/cli/output/summary.ts'
import { noUsage } from '../../../src/models/usage.ts'
import type { Candidate, Step } from '../../../src/optimizer/trajectory.ts'
import type { Report } from '../../../src/run/reporting/report.ts'

const rejected = (code: 'reply-untagged' | 'candidate-empty'): Candidate => ({
  text: 'Hello!',
  cases: 0,
  wordsChanged: 1,
  status: 'rejected',
  problem: { code },
})

const step = (candidates: readonly Candidate[]): Step => ({
  step: 1,
  epoch: 1,
  stepSize: null,
  current: { text: 'Think.', score: 0.5 },
  metaPrompt: '',
  shown: [],
  candidates,
  winner: null,
})

const reportWith = (steps: readonly Step[]): Report => ({
  runId: 'a',
  prompt: 'a.prompt.md',
  evalSet: 'a.eval.jsonl',
  pairedBy: 'sibling',
  strategy: 'gpo',
  seed: 0,
  stop: 'duplicates',
  initial: { text: 'Think.', validation: 0.5, test: null },
  best: { text: 'Think.', step: 0, validation: 0.5, test: null },
  comparison: null,
  steps,
  usage: noUsage,
  written: false,
})

test('a summary says how many candidates were rejected, and for what reason most of them', () => {
  const steps = [step([rejected('candidate-empty'), rejected('reply-untagged')]), step([rejected('reply-untagged')])]
  const told = summary(reportWith(steps), false)
  assert.match(
    told,
    /rejected: 3 candidates, 2 of them for one reason: The reply of the optimizer model holds no marked/,
  )
  const only = summary(reportWith([step([rejected('candidate-empty')])]), false)
  assert.match(only, /rejected: 1 candidate for one reason: The optimizer model gave an empty prompt/)
  assert.match(told, /^Stopped because the last steps brought no new prompt/m)
  assert.doesNotMatch(summary(reportWith([]), false), /rejected/)
})
