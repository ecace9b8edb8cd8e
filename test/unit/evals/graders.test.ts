import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Case, Check, Grade } from '../../../src/evals/evalSet.ts'
import { grade } from '../../../src/evals/grade.ts'
import { isGraderName } from '../../../src/evals/graderNames.ts'
import { graders } from '../../../src/evals/graders.ts'

const sorting = 'apple banana cherry'
const question = 'Who had a bad start?\nOptions:\n(A) Sue\n(B) Sally\n(C) The other girl'

/** What is expected, what the model replied, and whether that passes the default grader. */
const replies: readonly (readonly [expected: string, reply: string, passes: boolean])[] = [
  // Numbers
  ['12', '12', true],
  ['12', '12.', true],
  ['12', '12 apples', true],
  ['12', '**Answer:** 12 apples', true],
  ['12', '**12**', true],
  ['12', 'There are 3 + 9 = 12 of them.', true],
  ['12', 'First 3, then 9.\n#### 12', true],
  ['12', '3 and 9 make twelve.', true],
  ['12', 'Twelve', true],
  ['12', 'The answer is $\\boxed{12}$.', true],
  ['12', 'So \\[ \\boxed{12} \\] as I showed with 3 steps.', true],
  ['12', 'The answer is 12, because 7 + 5 = 12 and not 13.', true],
  ['12', 'The answer is 7 + 5 = 12.', true],
  ['12', '1. count 3\n2. count 9\nThere are 12.', true],
  ['12', '12 is the correct answer, not 13.', true],
  ['12', '<think>maybe 14?</think>12', true],
  ['12', '<answer>12</answer>', true],
  ['12', '```json\n{"answer": 12}\n```', true],
  ['12', '### Final Answer\n\n12', true],
  ['12', 'The answer is 12.0', true],
  ['12', 'The answer is 13, although 12 looks right', false],
  ['12', 'The answer is 12 or 13', false],
  ['12', '12-13', false],
  ['12', '12, then again 13', false],
  ['12', 'The answer is 12/5', false],
  ['12', 'It happened on 12/05/2020', false],
  ['12', 'The answer is -12', false],
  ['12', 'The answer is 1.2', false],
  ['12', 'The answer is 12 million', false],
  ['12', 'I cannot tell.', false],
  ['12', '', false],
  ['-76', 'The result is −76', true],
  ['-76', '= -76', true],
  ['-76', '76', false],
  ['-76', 'Step: 24 - 100 = -76', true],
  ['1', 'That is the correct one, there are 4', false],
  ['1', 'There is only one', true],
  ['1234.5', '$1,234.50', true],
  ['1234.5', 'A total of 1,234.50 dollars', true],
  ['1234.5', 'A total of 1,2345', false],
  ['5', '$5.00', true],
  ['5', 'The answer is: $5', true],
  ['50', '50%', true],
  ['50%', 'It is 50 percent', true],
  ['0.5', 'The answer is .5', true],
  ['0.5', 'The answer is 1/2', false],
  ['1/2', 'The answer is 1/2.', true],
  ['1/2', 'The answer is \\frac{1}{2}', true],
  ['1/2', 'The answer is 1', false],
  ['2000', 'About 2 thousand', true],
  ['3', 'He has $10 - 7 = $<<10-7=3>>3 left', true],
  ['0123', '0123', true],
  ['0123', '123', false],
  // Options
  ['(B)', '(B)', true],
  ['(B)', 'B', true],
  ['(B)', 'B.', true],
  ['(B)', 'b)', true],
  ['(B)', '**(B) Sally**', true],
  ['(B)', 'The answer is (B) because (A) is wrong.', true],
  ['(B)', '(B) because (A) is wrong.', true],
  ['(B)', '(A) is wrong. (B) fits.', true],
  ['(B)', '(A) is not right, so (B).', true],
  ['(B)', 'The answer is not (A) but (B).', true],
  ['(B)', '(B) is the correct answer; (A) had no start.', true],
  ['(B)', 'Answer: B', true],
  ['(B)', '**Answer: B. Sally**', true],
  ['(B)', 'I choose B.', true],
  ['(B)', 'Sally', true],
  ['(B)', 'The answer is Sally.', true],
  ['(B)', '(A) Sue could be meant.\n(B) Sally had the start.\nSo it is (B).', true],
  ['(B)', '\\boxed{\\text{(B)}}', true],
  ['(B)', 'The answer is $B$.', true],
  ['(B)', 'The correct option is: (B)', true],
  ['(B)', '(A)', false],
  ['(B)', '(A) or (B)', false],
  ['(B)', 'The answer is (A) or (B)', false],
  ['(B)', 'The answer is either (A) or (B).', false],
  ['(B)', 'A or B', false],
  ['(B)', 'B or A', false],
  ['(A)', 'The answer is (A) or (B)', false],
  ['(A)', 'The answer is (B) because (A) is wrong.', false],
  ['(A)', 'A good question. The answer is (B).', false],
  ['(A)', 'A reason for it is hard to find.', false],
  ['(A)', '(A) Sue\n(B) Sally', false],
  ['(A)', 'Options: (A) Sue (B) Sally', false],
  ['(B)', 'Sue', false],
  ['(B)', 'Either Sue or Sally', false],
  ['B', 'Option B', true],
  ['B', 'Both are wrong', false],
  // True and false
  ['True', 'True', true],
  ['True', 'true.', true],
  ['True', '1', true],
  ['True', 'So the answer is True.', true],
  ['True', 'not False is True', true],
  ['True', 'True, because False or True is True.', true],
  ['True', 'So it is not True... False', false],
  ['False', 'So it is not True... False', true],
  ['False', 'True and False = False', true],
  ['False', 'True or False? I say False', true],
  ['False', 'The answer is not True.', true],
  ['True', 'True and False, hence False', false],
  ['True', 'The answer is True or False.', false],
  ['True', 'Untrue', false],
  ['Yes', 'Yes, because nothing speaks against it. There is no doubt.', true],
  ['Yes', 'Yes.\n\nNo other reading is possible.', true],
  ['Yes', 'There is no reason against it, so yes', true],
  ['Yes', 'No, yes would be wrong.', false],
  ['No', 'No', true],
  ['No', 'no - it never does', true],
  ['No', 'I know not', false],
  ['No', 'There is no answer', false],
  ['valid', 'The argument is valid.', true],
  ['valid', 'Invalid', false],
  ['invalid', 'The argument is not valid.', true],
  ['invalid', 'Invalid. The premises do not give the conclusion.', true],
  // Lists of words
  [sorting, 'apple banana cherry', true],
  [sorting, 'apple, banana, cherry', true],
  [sorting, '1. apple\n2. banana\n3. cherry', true],
  [sorting, '- Apple\n- Banana\n- Cherry', true],
  [sorting, 'Sorted: apple banana cherry.', true],
  [sorting, 'Here you are:\n\napple\nbanana\ncherry\n\nTell me if you need more.', true],
  [sorting, 'The answer is apple banana cherry', true],
  [sorting, 'You gave: apple banana cherry\nSorted: cherry banana apple', false],
  [sorting, 'cherry banana apple', false],
  [sorting, 'apple banana', false],
  [sorting, 'apple banana cherry date', false],
  ["it&t o'hare won't", "it&t, o'hare, won't", true],
  // Any other text
  ['New York City', 'The answer is New York City.', true],
  ['billing', 'Billing', true],
  ['billing', '"billing"', true],
  ['billing', 'Category: billing', true],
  ['billing', 'The answer is billing (not technical)', true],
  ['billing', 'not billing', false],
  ['billing', 'billing or technical', false],
  ['ab12', 'ab12', true],
  ['1.5 m', '15 m', false],
  ['-5 degrees', '5 degrees', false],
  ['C#', 'C', false],
  ['Summary - it works.', 'summary - it works', true],
  ['東京', '答えは\n東京', true],
  ['] } )', 'So the rest is: ] } )', true],
  ['] } )', '] ) }', false],
]

for (const [expected, reply, passes] of replies)
  test(`${JSON.stringify(reply)} ${passes ? 'passes' : 'fails'} where ${JSON.stringify(expected)} is expected`, async () => {
    const item = { id: '1', vars: { input: question }, expected: [expected] }
    assert.equal((await graded(reply, item, [{ grader: 'answer' }])).passed, passes)
  })

const checks: readonly (readonly [Check, answer: string, passes: boolean])[] = [
  [{ grader: 'equals' }, ' Paris\n', true],
  [{ grader: 'equals' }, 'paris', false],
  [{ grader: 'equals', ignoreCase: true }, 'paris', true],
  [{ grader: 'equals', value: 'Hi {{name}}' }, 'Hi Ann', true],
  [{ grader: 'equals', value: '{{ expected }}!' }, 'Paris!', true],
  [{ grader: 'equals', value: '{{expected}}!' }, 'City of light!', true],
  [{ grader: 'equals', value: '{{unknown}}' }, '{{unknown}}', true],
  [{ grader: 'equals', value: '{{nested}}' }, '{{name}}', true],
  [{ grader: 'includes' }, 'It is Paris.', true],
  [{ grader: 'includes' }, 'It is paris.', false],
  [{ grader: 'includes', ignoreCase: true }, 'It is paris.', true],
  [{ grader: 'starts-with', value: 'Summary -' }, 'Summary - done', true],
  [{ grader: 'starts-with', value: 'Summary -' }, 'A Summary - done', false],
  [{ grader: 'ends-with', value: '.' }, 'Done.\n', true],
  [{ grader: 'regex', value: '^\\d+$' }, '12', true],
  [{ grader: 'regex', value: '^\\d+$' }, 'x12', false],
  [{ grader: 'regex', value: '^{{dots}}$' }, 'a.b', true],
  [{ grader: 'regex', value: '^{{dots}}$' }, 'axb', false],
  [{ grader: 'regex', value: 'PARIS', ignoreCase: true }, 'Paris', true],
  [{ grader: 'regex', value: '(' }, '(', false],
  [{ grader: 'number', value: '7 apples' }, 'I count 7.', true],
  [{ grader: 'boolean', value: 'yes' }, 'True', true],
  [{ grader: 'boolean', value: 'maybe' }, 'maybe', false],
  [{ grader: 'words', value: 'a b' }, 'A, B', true],
  [{ grader: 'choice', value: 'B' }, 'The answer is (B).', true],
]

for (const [check, answer, passes] of checks)
  test(`${JSON.stringify(check)} ${passes ? 'passes' : 'fails'} ${JSON.stringify(answer)}`, async () => {
    const vars = { name: 'Ann', dots: 'a.b', nested: '{{name}}' }
    const item = { id: '1', vars, expected: ['Paris', 'City of light'] }
    assert.equal((await graded(answer, item, [check])).passed, passes)
  })

test('The grade is the mean of the checks and the first that failed is the reason', async () => {
  const item = { id: '1', vars: {}, expected: ['Paris'] }
  const found = await graded('In Paris', item, [{ grader: 'includes' }, { grader: 'equals' }])
  assert.deepEqual(found, { grade: 0.5, passed: false, reason: 'equals: expected "Paris"' })
})

test('A case without a reference answer fails and says so', async () => {
  const found = await graded('x', { id: '1', vars: {}, expected: [] }, [{ grader: 'answer' }])
  assert.equal(found.reason, 'answer: there is no expected answer')
})

test('Grading never throws, whatever is said and expected', async () => {
  const name = fc.constantFrom(...Object.keys(graders).filter(isGraderName), 'all' as const)
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '(A)',
          'not',
          'True',
          '12',
          '=',
          '\\boxed{',
          '####',
          'answer is',
          ' ',
          '\n',
          '{{x}}',
          '{"a":',
          '[1]',
          '}',
          '{%',
        ),
      )
      .map(parts => parts.join(' ')),
  )
  const dialect = fc.constantFrom(undefined, 'github', 'promptfoo', 'openai', 'skill')
  const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined })
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        name,
        answer: text,
        expected: text,
        value: text,
        dialect,
        negate: fc.boolean(),
        weight: share,
        threshold: share,
      }),
      async ({ name: grader, answer, expected, value, dialect, negate, weight, threshold }) => {
        const item = {
          id: '1',
          vars: { x: expected },
          expected: [expected],
          ...(threshold !== undefined && { threshold }),
        }
        const more = { negate, ...(weight !== undefined && { weight }) }
        for (const check of [
          { grader, ...more },
          { grader, value, values: [value], ...more },
        ]) {
          const outcome = await grade(answer, item, [check], dialect ? { dialect } : {})
          if (outcome.ok) assert.ok(outcome.value.grade >= 0 && outcome.value.grade <= 1)
          else
            assert.ok(
              ['no-judge', 'no-embedding', 'code-not-allowed', 'bad-schema', 'unfillable'].includes(
                outcome.problem.code,
              ),
            )
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('A number passes as it is written, with units, bold or after a mark', async () => {
  const said = fc.constantFrom<(text: string) => string>(
    text => text,
    text => `${text} apples`,
    text => `**${text}**`,
    text => `I thought of 3.\n#### ${text}`,
    text => `The answer is ${text}.`,
    text => `So 1 + 1 = ${text}`,
  )
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -1e6, max: 1e6 }), said, async (value, say) => {
      const item = { id: '1', vars: {}, expected: [String(value)] }
      assert.ok((await graded(say(String(value)), item, [{ grader: 'answer' }])).passed)
      assert.ok(!(await graded(say(String(value + 1)), item, [{ grader: 'answer' }])).passed)
    }),
  )
})

async function graded(answer: string, item: Case, checks: readonly Check[]): Promise<Grade> {
  const outcome = await grade(answer, item, checks)
  assert.ok(outcome.ok)
  return outcome.value
}
