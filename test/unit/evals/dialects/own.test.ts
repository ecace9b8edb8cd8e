import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, Check } from '../../../../src/evals/evalSet.ts'
import { grade } from '../../../../src/evals/grading/grade.ts'

const colours: Check = { grader: 'includes-any', values: ['red', '{{colour}}'] }
const a: Check = { grader: 'includes', value: 'a' }
const b: Check = { grader: 'includes', value: 'b' }
const c: Check = { grader: 'includes', value: 'c' }
const schema = 'type: object\nrequired: [city]'
const fox = 'the quick brown fox jumps'

/** Checks of an eval set in this program's own form, an answer, and its grade and whether it passes. */
const table: readonly (readonly [checks: readonly Check[], answer: string, grade: number, passes: boolean])[] = [
  [[colours], 'It is red.', 1, true],
  [[colours], 'It is blue.', 1, true],
  [[colours], 'It is Red.', 0, false],
  [[{ ...colours, ignoreCase: true }], 'It is Red.', 1, true],
  [[{ grader: 'includes-all', values: ['red', '{{colour}}'] }], 'red and blue', 1, true],
  [[{ grader: 'includes-all', values: ['red', '{{colour}}'] }], 'red', 0, false],
  [[{ grader: 'includes-all', value: 'red, "a, b"' }], 'red a, b', 1, true],
  [[{ grader: 'includes-all' }], 'Paris', 0, false],
  [[{ grader: 'includes-any' }], 'Lyon', 1, true],
  [[{ grader: 'is-json' }], '[1]', 1, true],
  [[{ grader: 'is-json' }], '[1', 0, false],
  [[{ grader: 'is-json', value: schema }], '{"city": 1}', 1, true],
  [[{ grader: 'is-json', value: schema }], '{"town": 1}', 0, false],
  [[{ grader: 'includes-json' }], 'So [1, "]"].', 1, true],
  [[{ grader: 'includes-json' }], 'So {city: Oslo}.', 0, false],
  [[{ grader: 'includes-json', value: schema }], '```json\n{"city": "}"}\n```', 1, true],
  [[{ grader: 'equals', json: true, value: '{"a":1,"b":[2]}' }], ' {"b": [2], "a": 1}\n', 1, true],
  [[{ grader: 'equals', json: true, value: '{"a":1}' }], '{"a": 2}', 0, false],
  // Thresholds, at the boundary
  [[{ grader: 'levenshtein', value: 'abcdefgh' }], 'abc', 1, true],
  [[{ grader: 'levenshtein', value: 'abcdefgh' }], 'ab', 0, false],
  [[{ grader: 'levenshtein', value: 'abcdefgh', threshold: 0 }], 'abcdefgh', 1, true],
  [[{ grader: 'levenshtein', value: 'abcdefgh', threshold: 0 }], 'abcdefg', 0, false],
  [[{ grader: 'rouge-n', value: 'a b c d', threshold: 0.75 }], 'a b c x', 0.75, true],
  [[{ grader: 'rouge-n', value: 'a b c d', threshold: 0.76 }], 'a b c x', 0.75, false],
  [[{ grader: 'rouge-n', value: 'a b c d' }], 'd c b a', 1, true],
  [[{ grader: 'rouge-l', value: 'a b c d' }], 'b a c d', 0.75, true],
  [[{ grader: 'rouge-l', value: 'a b c d' }], 'd c b a', 0.25, false],
  [[{ grader: 'bleu', value: fox }], fox, 1, true],
  [[{ grader: 'bleu', value: fox, threshold: 1 }], fox, 1, true],
  [[{ grader: 'bleu', value: fox }], '', 0, false],
  // Negation
  [[{ ...a, negate: true }], 'b', 1, true],
  [[{ ...a, negate: true }], 'a', 0, false],
  [[{ grader: 'rouge-n', value: 'a b c d', negate: true }], 'a x y z', 0.75, true],
  [[{ grader: 'rouge-n', value: 'a b c d', negate: true }], 'a b c x', 0.25, false],
  [[{ grader: 'regex', value: '(', negate: true }], 'a', 0, false],
  [[{ grader: 'equals', negate: true }], 'Lyon', 0, false],
  // Weights
  [[a, { ...b, weight: 3 }], 'a', 0.25, false],
  [[a, { ...b, weight: 3 }], 'b', 0.75, false],
  [[a, { ...b, weight: 0 }], 'a', 1, true],
  [[{ ...b, weight: 0 }], 'a', 1, true],
  // Groups
  [[{ grader: 'all', all: [a, b] }], 'a b', 1, true],
  [[{ grader: 'all', all: [a, b] }], 'a', 0.5, false],
  [[{ grader: 'all', all: [a, b], threshold: 0.5 }], 'a', 0.5, true],
  [[{ grader: 'all', all: [a, b], threshold: 0.51 }], 'a', 0.5, false],
  [[{ grader: 'all', all: [a, b], negate: true }], 'c', 1, true],
  [[{ grader: 'all', all: [a, b], weight: 0 }, c], 'c', 1, true],
  [[c, { grader: 'all', all: [a, { grader: 'all', all: [b, c] }] }], 'b c', 0.75, false],
  [[], 'a', 1, true],
]

for (const [checks, answer, wanted, passes] of table)
  test(`${JSON.stringify(checks)} gives ${JSON.stringify(answer)} ${wanted}`, async () => {
    const graded = await grade(answer, evalCase, checks)
    assert.ok(graded.ok)
    assert.deepEqual([graded.value.passed, graded.value.grade], [passes, wanted])
    assert.equal(graded.value.reason === undefined, passes)
  })

const evalCase: Case = { id: '1', vars: { colour: 'blue' }, expected: ['Paris', 'Lyon'] }

for (const [threshold, answer, passes] of [
  [0.5, 'a', true],
  [0.51, 'a', false],
  [0, 'x', true],
] as const)
  test(`a case with threshold ${threshold} ${passes ? 'passes' : 'fails'} with ${answer}`, async () => {
    const graded = await grade(answer, { ...evalCase, threshold }, [a, b])
    assert.equal(graded.ok && graded.value.passed, passes)
  })

for (const [check, code] of [
  [{ grader: 'is-json', value: '{"type": "text"}' }, 'bad-schema'],
  [{ grader: 'is-json', value: '{"requierd": []}' }, 'bad-schema'],
  [{ grader: 'judge', value: 'polite' }, 'no-judge'],
  [{ grader: 'similar' }, 'no-embedding'],
  [{ grader: 'javascript', value: 'true' }, 'code-not-allowed'],
] as const)
  test(`${JSON.stringify(check)} is a problem of the case, ${code}`, async () => {
    const graded = await grade('{}', evalCase, [check])
    assert.equal(!graded.ok && graded.problem.code, code)
  })

/** Patterns that try every way to fail, which takes longer than anyone lives. */
for (const [check, answer] of [
  [{ grader: 'regex', value: '^(a+)+$' }, `${'a'.repeat(50)}b`],
  [{ grader: 'is-json', value: '{"pattern": "^(a+)+$"}' }, `"${'a'.repeat(50)}b"`],
  [{ grader: 'includes-json', value: '{"items": {"pattern": "^(a|a)*$"}}' }, `So ["${'a'.repeat(50)}b"].`],
] as const)
  test(`${JSON.stringify(check)} is stopped, and its case has no grade`, async () => {
    const graded = await grade(answer, evalCase, [check])
    const problem = { code: 'check-timed-out', grader: check.grader, milliseconds: 1000 }
    assert.deepEqual(graded, { ok: false, problem })
  })

for (const [name, value, answer] of [
  ['of brackets alone', undefined, '[{'.repeat(50_000)],
  ['whose schema leads back to itself', '{"$ref": "#"}', '{}'],
] as const)
  test(`an answer ${name} fails`, async () => {
    const graded = await grade(answer, evalCase, [{ grader: 'includes-json', ...(value && { value }) }])
    assert.equal(graded.ok && graded.value.passed, false)
    assert.ok(graded.ok, JSON.stringify(graded))
  })

test('a reference answer is never run as code', async () => {
  const runCode = async () => assert.fail('it is run')
  const graded = await grade('a', { ...evalCase, expected: ['process.exit()'] }, [{ grader: 'javascript' }], {
    runCode,
  })
  assert.equal(graded.ok && graded.value.reason, 'javascript: the check holds no code')
})

for (const text of ['{{ name | upper }}', '{% if x %}a{% endif %}', '{{ user.name }}'])
  test(`${text} is beyond filling, and no answer is judged by it`, async () => {
    const graded = await grade('a', evalCase, [{ grader: 'equals', value: text }], { dialect: 'promptfoo' })
    assert.equal(!graded.ok && graded.problem.code, 'unfillable')
  })
