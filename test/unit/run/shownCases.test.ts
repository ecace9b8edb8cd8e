import assert from 'node:assert/strict'
import test from 'node:test'
import type { CaseResult } from '../../../src/evals/evalSet.ts'
import { failing } from '../../../src/run/reporting/shownCases.ts'
import { cases } from './inProcess.ts'

/** What was asked, with its grade; null is a failed request. A grade of 0.5 passes. */
type Asked = readonly (readonly [input: string, grade: number | null])[]

const shown = (asked: Asked): readonly string[] => {
  const results = asked.map(
    ([input, grade], index): CaseResult =>
      grade === null
        ? { id: `c${index}`, problem: { code: 'cancelled' } }
        : { id: `c${index}`, answer: `to ${input}`, grade, passed: grade >= 0.5 },
  )
  const judged = cases(asked.map(([input]) => ({ input, expected: 'yes' })))
  return failing(judged, results, { checks: [{ grader: 'answer' }] }).map(({ input }) => input)
}

const tables: readonly (readonly [what: string, asked: Asked, expected: readonly string[]])[] = [
  [
    'passed and failed requests are left out',
    [
      ['apples', 0],
      ['pears', 1],
      ['plums', null],
    ],
    ['apples'],
  ],
  [
    'the worst comes first',
    [
      ['apples', 0.4],
      ['pears', 0.1],
    ],
    ['pears', 'apples'],
  ],
  [
    'then the one least like those before it',
    [
      ['two red apples', 0],
      ['two red apples!', 0],
      ['sort: kiwi, fig', 0],
    ],
    ['two red apples', 'sort: kiwi, fig', 'two red apples!'],
  ],
  [
    'what passes, though not wholly, does not stand among failures',
    [
      ['apples', 0.9],
      ['pears', 0.3],
    ],
    ['pears'],
  ],
  [
    'where none fails, what is not perfect is shown',
    [
      ['apples', 0.9],
      ['pears', 0.7],
      ['plums', 1],
    ],
    ['pears', 'apples'],
  ],
  ['where all is perfect, nothing is', [['apples', 1]], []],
]

for (const [what, asked, expected] of tables)
  test(`of failing cases, ${what}`, () => assert.deepEqual(shown(asked), expected))

test('a failing case is shown with its input, the answer it led to and the expected one', () => {
  const results = [{ id: 'c0', answer: '3', grade: 0, passed: false }]
  const [only] = failing(cases([{ input: '1 + 1', expected: '2' }]), results, { checks: [{ grader: 'answer' }] })
  assert.deepEqual(only, { input: '1 + 1', answer: '3', expected: '2' })
})
