import assert from 'node:assert/strict'
import test from 'node:test'
import type { Check } from '../../../../src/evals/evalSet.ts'
import { grade } from '../../../../src/evals/grading/grade.ts'
import { readEvalSet } from '../../../../src/evals/reading/readEvalSet.ts'

const match: Check = { grader: 'starts-with' }
const includes: Check = { grader: 'includes' }
const check: Check = { grader: 'equals' }

/** Match and Includes of OpenAI's evals, and the string check of its graders, which compare texts as they stand. */
const table: readonly (readonly [check: Check, ideal: readonly string[], answer: string, passes: boolean])[] = [
  [match, ['Paris'], 'Paris', true],
  [match, ['Paris'], 'Paris, in France', true],
  [match, ['Paris'], 'Parisian', true],
  [match, ['Paris'], ' Paris', false],
  [match, ['Paris'], 'paris', false],
  [match, ['Paris'], 'It is Paris', false],
  [match, ['Rome', 'Paris'], 'Paris', true],
  [includes, ['Paris'], 'It is Paris.', true],
  [includes, ['Paris'], 'It is paris.', false],
  [{ ...includes, ignoreCase: true }, ['Paris'], 'It is paris.', true],
  [includes, ['Rome', 'Paris'], 'It is Paris.', true],
  [check, ['Paris'], 'Paris', true],
  [check, ['Paris'], 'Paris\n', false],
  [{ ...check, negate: true }, ['Paris'], 'Rome', true],
]

for (const [one, expected, answer, passes] of table)
  test(`openai: ${JSON.stringify(one)} of ${expected} ${passes ? 'passes' : 'fails'} ${JSON.stringify(answer)}`, async () => {
    const graded = await grade(answer, { id: '1', vars: {}, expected }, [one], { dialect: 'openai' })
    assert.ok(graded.ok)
    assert.equal(graded.value.passed, passes)
  })

test('openai: rows of chats with an ideal are judged as Match judges them', () => {
  const row = { input: [{ role: 'user', content: 'The capital of France?' }], ideal: 'Paris' }
  const set = readEvalSet('/w/rows.jsonl', `${JSON.stringify(row)}\n`)
  assert.deepEqual(set.ok && [set.value.dialect, set.value.checks, set.value.problems], ['openai', [match], []])
})
