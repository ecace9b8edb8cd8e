import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Case, Check, Grade } from '../../../src/evals/evalSet.ts'
import { grade } from '../../../src/evals/grading/grade.ts'
import { isGraderName } from '../../../src/evals/grading/graderNames.ts'
import { graders } from '../../../src/evals/grading/graders.ts'

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
  [{ grader: 'regex', value: '(?i)paris|rome' }, 'ROME', true],
  [{ grader: 'regex', value: '(?is)a.b' }, 'A\nb', true],
  [{ grader: 'regex', value: '(?m)^b$', ignoreCase: true }, 'a\nB', true],
  [{ grader: 'regex', value: 'a(?i)b' }, 'aB', false],
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
              [
                'no-judge',
                'no-runner',
                'no-embedding',
                'code-not-allowed',
                'bad-schema',
                'check-timed-out',
                'unfillable',
              ].includes(outcome.problem.code),
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

async function graded(answer: string, evalCase: Case, checks: readonly Check[]): Promise<Grade> {
  const outcome = await grade(answer, evalCase, checks)
  assert.ok(outcome.ok)
  return outcome.value
}
