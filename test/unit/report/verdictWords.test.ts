import assert from 'node:assert/strict'
import test from 'node:test'
import type { Comparison, ViewReport } from '../../../src/protocol/page.ts'
import { verdictSentence } from '../../../src/report/verdictWords.ts'
import { report } from '../webview/runs.ts'

const comparison: Comparison = {
  cases: 144,
  fixed: 35,
  broken: 7,
  pValue: 0.0001,
  interval: [0.118, 0.269],
  verdict: 'better',
}

for (const [name, part, testCases, expected] of [
  [
    'better',
    { comparison },
    undefined,
    'Better than your prompt: 71.5 % on 144 test cases that the search never saw, before 52.1 % (+19.4 points, 95 % interval +11.8 to +26.9, chance of this by luck alone under 0.1 %; 35 cases fixed, 7 broken).',
  ],
  [
    'not distinguishable',
    { comparison: { ...comparison, verdict: 'not distinguishable', interval: [-0.021, 0.05], pValue: 0.41 } },
    undefined,
    'Not distinguishable from your prompt: 71.5 % on 144 test cases that the search never saw, before 52.1 % (+19.4 points, 95 % interval −2.1 to +5.0, chance of this by luck alone 41.0 %; 35 cases fixed, 7 broken).',
  ],
  [
    'worse',
    { comparison: { ...comparison, verdict: 'worse', fixed: 1 }, best: { ...report().best, test: 0.5 } },
    undefined,
    'Worse than your prompt: 50.0 % on 144 test cases that the search never saw, before 52.1 % (−2.1 points, 95 % interval +11.8 to +26.9, chance of this by luck alone under 0.1 %; 1 case fixed, 7 broken).',
  ],
  [
    'no test split',
    {},
    0,
    'Not tested: 80.0 % on the validation cases that chose it, before 60.0 %; no test cases were kept apart, so this is no proof.',
  ],
  [
    'test cases that were not scored',
    {},
    7,
    'Not tested: 80.0 % on the validation cases that chose it, before 60.0 %; the test cases were not scored, so this is no proof.',
  ],
  [
    'cancelled, where nobody says how many test cases there are',
    { stop: 'cancelled' },
    undefined,
    'Not tested: 80.0 % on the validation cases that chose it, before 60.0 %; the test cases were not scored, so this is no proof.',
  ],
  [
    'no better prompt',
    {
      initial: { text: 'Answer.', validation: 0.6, test: null },
      best: { text: 'Answer.', step: 0, validation: 0.6, test: null },
    },
    7,
    'No better prompt was found: yours scores 60.0 % on the validation cases.',
  ],
] as const satisfies readonly (readonly [string, Partial<ViewReport>, number | undefined, string])[])
  test(`the verdict is said in full: ${name}`, () => assert.equal(verdictSentence(report(part), testCases), expected))
