import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { noUsage } from '../../../../src/models/usage.ts'
import type { Step } from '../../../../src/optimizer/trajectory.ts'
import type { Report, RunRequest } from '../../../../src/protocol/worker.ts'
import { reportMarkdown } from '../../../../src/report/sharing/reportMarkdown.ts'
import { report, request, step } from '../../host/requests.ts'

const golden = join(import.meta.dirname, '../../../fixtures/reports/better.md')

const original = 'Sort the ticket.\n\n```\n{{ticket}}\n```\n\nAnswer with one word.\n'
const refined =
  'Sort the ticket by what its author wants.\n\n```\n{{ticket}}\n```\n\nAnswer with one word, in lower case.\n'

const steps: readonly Step[] = [
  {
    ...step(1, 0.5),
    candidates: [
      { text: 'a', status: 'evaluated', score: 0.6, cases: 40, wordsChanged: 9 },
      { text: 'b', status: 'dropped', score: 0.2, cases: 8, wordsChanged: 12 },
    ],
    winner: 0,
  },
  {
    ...step(2, 0.6),
    stepSize: null,
    candidates: [
      { text: refined, status: 'evaluated', score: 0.75, cases: 40, wordsChanged: 9 },
      { text: 'c', status: 'rejected', cases: 0, wordsChanged: 3, problem: { code: 'candidate-empty' } },
    ],
    winner: 0,
  },
]

const better: Report = report({
  initial: { text: original, validation: 0.5, test: 0.52 },
  best: { text: refined, step: 2, validation: 0.75, test: 0.71 },
  steps,
  usage: {
    ...noUsage,
    task: { calls: 1412, cached: 88, inputTokens: 120_004, outputTokens: 9_731 },
    optimizer: { calls: 2, cached: 0, inputTokens: 2_100, outputTokens: 700 },
    usd: 0.4312,
  },
})

const paid: RunRequest = {
  ...request(200),
  models: {
    task: {
      kind: 'openai',
      id: 'openai:gpt-5-mini',
      provider: 'openai',
      model: 'gpt-5-mini',
      baseUrl: 'https://api.openai.com/v1',
    },
    optimizer: {
      kind: 'openai',
      id: 'openai:gpt-5',
      provider: 'openai',
      model: 'gpt-5',
      baseUrl: 'https://api.openai.com/v1',
    },
  },
}

test('a report holds all that a reviewer asks for, and its fences hold', async () =>
  assert.equal(reportMarkdown(paid, better), await readFile(golden, 'utf8')))

for (const [what, changes, expected] of [
  [
    'without test cases the gain is no proof',
    { comparison: null },
    /^\*\*Not tested\*\*: 75\.0 % on the validation cases that chose it, before 50\.0 %; no test cases were kept apart, so this is no proof/m,
  ],
  [
    'a difference that may be chance is called so',
    {
      comparison: {
        cases: 40,
        fixed: 5,
        broken: 4,
        pValue: 0.81,
        interval: [-0.1, 0.15],
        verdict: 'not distinguishable',
      },
    },
    /^\*\*Not distinguishable from your prompt\*\*: .*−10\.0 to \+15\.0, chance of this by luck alone 81\.0 %; 5 cases fixed, 4 broken/m,
  ],
  [
    'where nothing better was found, no change is shown',
    { best: { text: original, step: 0, validation: 0.5, test: 0.52 } },
    /^\*\*No better prompt was found\*\*: yours scores 52\.0 % on the test cases\.\n(?![\s\S]*What changed)/m,
  ],
] as const satisfies readonly (readonly [string, Partial<Report>, RegExp])[])
  test(what, () => assert.match(reportMarkdown(paid, { ...better, ...changes }), expected))

test('scores of the demo model are called simulated', () => {
  assert.match(reportMarkdown(request(200), better), /^> \*\*Simulated\.\*\*/m)
  assert.doesNotMatch(reportMarkdown(paid, better), /[Ss]imulated/)
})
