import assert from 'node:assert/strict'
import test from 'node:test'
import type { EvalSet } from '../../../../src/evals/evalSet.ts'
import { withRemarks } from '../../../../src/evals/marking/remarks.ts'
import { failure, success } from '../../../../src/problem/outcome.ts'
import type { Files } from '../../../../src/prompts/promptFile.ts'
import { remarksOn } from '../../../../src/run/reporting/shownCases.ts'

const set: EvalSet = {
  path: '/w/a.eval.yaml',
  cases: ['mug', 'late'].map(id => ({ id, vars: { ticket: id }, expected: ['x'] })),
  checks: [],
  exemplars: [],
  problems: [],
}

const filesWith = (marks: string | undefined): Files => ({
  read: async path =>
    path === '/w/a.marks.yaml' && marks !== undefined
      ? success(new TextEncoder().encode(marks))
      : failure({ code: 'file-not-found' }),
  list: async () => [],
})

const marks = `- { case: mug, vars: {}, answer: a, mark: good, comment: warm }
- { case: mug, vars: {}, answer: b, mark: bad, comment: "too\\n formal" }
- { case: late, vars: {}, answer: c, mark: bad }
- { vars: {}, answer: d, mark: bad, comment: of no case }
`

test('what people said of answers stands beside their cases, the bad before the good', async () => {
  const { cases } = await withRemarks(set, '/w/a.prompt.md', filesWith(marks))
  assert.deepEqual(remarksOn(cases), ['bad: too formal', 'good: warm'])
  // Those on the other cases, such as the sealed ones, are not among them.
  assert.deepEqual(remarksOn(cases.filter(({ id }) => id === 'late')), [])
})

test('a file of marks that is missing or broken changes nothing', async () => {
  for (const text of [undefined, '- {', 'a: b'])
    assert.equal(await withRemarks(set, '/w/a.prompt.md', filesWith(text)), set)
})
