import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { grade } from '../../../../src/evals/grading/grade.ts'
import type { GraderServices } from '../../../../src/evals/grading/grader.ts'
import { readEvalSet } from '../../../../src/evals/reading/readEvalSet.ts'
import { failure, success } from '../../../../src/problem/outcome.ts'
import { codeRunner } from '../../../../src/run/binding/codeRunner.ts'
import { type PromptfooRow, promptfooRows } from './promptfooRows.ts'

const runner = codeRunner()
after(() => runner.close())

for (const row of promptfooRows)
  test(`promptfoo: ${JSON.stringify(row.assert)} gives ${JSON.stringify(row.answer)} ${row.refused ? 'no verdict' : row.score}`, async () => {
    const { evalCase, problems } = read(row)
    const graded =
      evalCase &&
      (await grade(row.answer, evalCase, evalCase.checks ?? [], { ...servicesFor(row), dialect: 'promptfoo' }))
    if (row.refused) return assert.ok(problems.length > 0 || graded?.ok === false)
    assert.deepEqual(problems, [])
    assert.ok(graded?.ok, JSON.stringify(graded))
    assert.equal(graded.value.passed, row.passes)
    // What code returns may lie outside of what a grade can be.
    assert.equal(Math.round(graded.value.grade * 1e4) / 1e4, Math.min(1, Math.max(0, row.score)))
  })

/** Reads the row as the test of a config, as it would stand in a repository. */
function read({ assert: asserts, vars = { input: 'x' }, threshold }: PromptfooRow) {
  const config = { prompts: ['{{input}}'], tests: [{ vars, assert: asserts, threshold }] }
  const set = readEvalSet('/w/promptfooconfig.json', JSON.stringify(config))
  assert.ok(set.ok, JSON.stringify(set))
  assert.equal(set.value.dialect, 'promptfoo')
  return { evalCase: set.value.cases[0], problems: set.value.problems }
}

/** A model that is asked for something that nobody scripted is a failure. */
const servicesFor = ({ judge, vectors }: PromptfooRow): GraderServices => ({
  runCode: runner.run,
  sent: 'Say something.',
  judge: async (_, repeat) =>
    judge !== undefined && repeat === 0 ? success(judge) : failure({ code: 'bad-usage', detail: 'nobody scripted it' }),
  embed: async texts => {
    const found = texts.map(text => vectors?.[text] ?? [])
    return found.some(vector => vector.length === 0)
      ? failure({ code: 'bad-usage', detail: `nobody scripted ${texts.join(', ')}` })
      : success(found)
  },
})
