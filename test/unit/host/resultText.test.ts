import assert from 'node:assert/strict'
import test from 'node:test'
import { caseOutput, failureText, forTerminal, reportOutput } from '../../../src/host/testing/resultText.ts'
import { noUsage } from '../../../src/models/usage.ts'
import type { EvalReportCase } from '../../../src/protocol/worker.ts'

const wrong: EvalReportCase = {
  id: 'a',
  name: 'a',
  grade: 0,
  passed: false,
  answer: 'It is 8.\nSurely.',
  expected: ['7'],
  reason: 'answer: expected "7"',
  error: null,
}

for (const [what, result, expected] of [
  ['a reason', wrong, 'answer: expected "7"'],
  ['a grade in between', { ...wrong, grade: 0.5 }, 'answer: expected "7" (grade 50.0 %)'],
  ['no expected answer', { ...wrong, expected: [] }, 'answer: expected "7"\n\nIt is 8.\nSurely.'],
] as const)
  test(`a failure with ${what} says so`, () => assert.equal(failureText(result), expected))

test('the terminal shows the answer of a failed case beneath its reason', () =>
  assert.equal(
    caseOutput('a', wrong),
    '\u001b[31mfailed\u001b[0m a  answer: expected "7"\n       answered: It is 8.\n       Surely.',
  ))

test('what was expected is shown where the reason does not say it', () =>
  assert.match(
    caseOutput('a', { ...wrong, reason: 'The judge says no' }),
    /\n {7}expected: 7\n {7}answered: It is 8\./,
  ))

test('a failed request is an error and no failure', () =>
  assert.equal(
    caseOutput('a', { ...wrong, grade: null, passed: null, answer: null, error: 'Too slow.' }),
    '\u001b[33merror \u001b[0m a  Too slow.',
  ))

test('what a model answers cannot command the terminal', () => {
  const output = forTerminal(caseOutput('a\u001b[2J', { ...wrong, answer: 'x\u001b]0;title\u0007\r\ny\u009b31m' }))
  assert.ok(output.endsWith('answered: x␛]0;title␇\r\n       y[U+009B]31m\r\n'))
  assert.equal(output.replaceAll('\u001b[31mfailed\u001b[0m', '').includes('\u001b'), false)
})

test('the last line has the score with its interval, and what it took', () =>
  assert.equal(
    reportOutput('a.prompt.md', {
      prompt: '',
      evalSet: '',
      pairedBy: 'sibling',
      score: 0.5,
      interval: [0.01, 0.99],
      cases: [wrong, { ...wrong, id: 'b', grade: 1, passed: true }],
      usage: { ...noUsage, task: { ...noUsage.task, calls: 1, cached: 1 } },
    }),
    'a.prompt.md: 50.0 % of 2 cases (95 % interval 1.0 % to 99.0 %), 1 request, 1 cached',
  ))
