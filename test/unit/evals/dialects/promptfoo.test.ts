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
  test(`promptfoo: ${JSON.stringify(row.assert)} gives ${JSON.stringify(row.answer)} ${row.score}`, async () => {
    const { evalCase, checks } = read(row)
    const graded = await grade(row.answer, evalCase, checks, { ...meansOf(row), dialect: 'promptfoo' })
    assert.ok(graded.ok, JSON.stringify(graded))
    assert.equal(graded.value.passed, row.passes)
    assert.equal(Math.round(graded.value.grade * 1e4) / 1e4, row.score)
  })

/** Reads the row as the test of a config, as it would stand in a repository. */
function read({ assert: asserts, vars = { input: 'x' }, threshold }: PromptfooRow) {
  const config = { prompts: ['{{input}}'], tests: [{ vars, assert: asserts, threshold }] }
  const set = readEvalSet('/w/promptfooconfig.json', JSON.stringify(config))
  assert.ok(set.ok, JSON.stringify(set))
  assert.deepEqual([set.value.problems, set.value.dialect], [[], 'promptfoo'])
  const [evalCase] = set.value.cases
  assert.ok(evalCase)
  return { evalCase, checks: evalCase.checks ?? set.value.checks }
}

/** A model that is asked for something that nobody scripted is a failure. */
const meansOf = ({ judge, vectors }: PromptfooRow): GraderServices => ({
  runCode: runner.run,
  judge: async (_, repeat) =>
    judge !== undefined && repeat === 0 ? success(judge) : failure({ code: 'bad-usage', detail: 'nobody scripted it' }),
  embed: async texts => {
    const found = texts.map(text => vectors?.[text] ?? [])
    return found.some(vector => vector.length === 0)
      ? failure({ code: 'bad-usage', detail: `nobody scripted ${texts.join(', ')}` })
      : success(found)
  },
})
