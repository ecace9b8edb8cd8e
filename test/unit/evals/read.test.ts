import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { EvalSet } from '../../../src/evals/evalSet.ts'
import { evalSetExtensions } from '../../../src/evals/evalSetPlaces.ts'
import { readEvalSet } from '../../../src/evals/reading/readEvalSet.ts'

function read(path: string, source: string): EvalSet {
  const outcome = readEvalSet(path, source)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

/** One eval set in every format, with the line that its second case stands on. */
const formats: readonly (readonly [path: string, source: string, line: number])[] = [
  ['a.yaml', '# two\n- input: one\n  expected: 1.50\n\n- input: two\n  expected: true\n', 5],
  ['a.yaml', 'grader: answer\ncases:\n  - {input: one, expected: 1.50}\n  - {input: two, expected: true}\n', 4],
  ['a.yml', '- {input: one, expected: 1.50}\n- {input: two, expected: true}', 2],
  ['a.json', '[\n\t{"input": "one", "expected": 1.50},\n\t{"input": "two", "expected": true}\n]', 3],
  ['a.json', '{"cases": [{"input": "one", "target": 1.50},\n\n {"input": "two", "target": true}]}', 3],
  ['a.jsonl', '{"input": "one", "output": 1.50}\n\n{"input": "two", "output": true}\n', 3],
  ['a.csv', 'input,expected\r\none,1.50\r\ntwo,true\r\n', 3],
  ['a.csv', '\uFEFFinput,expected\n"one",1.50\n\n\ntwo,true\n', 5],
]

for (const [path, source, line] of formats)
  test(`${JSON.stringify(source)} in ${path} gives two cases, numbers as written`, () => {
    const set = read(path, source)
    assert.deepEqual(set.problems, [])
    assert.deepEqual(set.checks, [{ grader: 'answer' }])
    assert.deepEqual(
      set.cases.map(({ vars, expected }) => [vars, expected]),
      [
        [{ input: 'one' }, ['1.50']],
        [{ input: 'two' }, ['true']],
      ],
    )
    assert.equal(set.cases[1]?.line, line)
  })

const rows: readonly (readonly [row: string, vars: Record<string, string>, expected: string[]])[] = [
  ['{"text": "a", "label": "x"}', { text: 'a' }, ['x']],
  ['{"text": "a", "label": "x", "expected": "y"}', { text: 'a', label: 'x' }, ['y']],
  ['{"vars": {"a": 1, "b": null}, "ideal": ["x", "y"]}', { a: '1' }, ['x', 'y']],
  ['{"inputs": {"q": "a", "answer": "x"}, "note": "n"}', { q: 'a', note: 'n' }, ['x']],
  ['{"input": "a", "solution": "because", "output": 4}', { input: 'a', solution: 'because' }, ['4']],
  ['{"a": {"deep": [1, 2]}, "expected": {"k": 1}}', { a: '{"deep":[1,2]}' }, ['{"k":1}']],
  ['{"a": "x\\ud83d\\ude00\\/", "expected": 12345678901234567890}', { a: 'x😀/' }, ['12345678901234567890']],
]

for (const [row, vars, expected] of rows)
  test(`The row ${row} is read as variables and expected`, () => {
    const [evalCase] = read('a.jsonl', row).cases
    assert.deepEqual({ vars: evalCase?.vars, expected: evalCase?.expected }, { vars, expected })
  })

test('Rows may name their id, split and graders', () => {
  const [first, second] = read(
    'a.yaml',
    [
      '- {id: 7, q: a, expected: b, split: dev, grader: equals}',
      '- q: a',
      '  grader: [includes, {name: regex, pattern: "^a", ignoreCase: true}, {name: equals, value: "{{q}}"}]',
      '  expected: b',
    ].join('\n'),
  ).cases
  assert.deepEqual(first, {
    id: '7',
    vars: { q: 'a' },
    expected: ['b'],
    checks: [{ grader: 'equals' }],
    split: 'validation',
    line: 1,
  })
  assert.deepEqual(second?.checks, [
    { grader: 'includes' },
    { grader: 'regex', value: '^a', ignoreCase: true },
    { grader: 'equals', value: '{{q}}' },
  ])
})

test('Merged and shared YAML maps are read', () => {
  const set = read('a.yaml', '- &base {q: a, lang: en, expected: x}\n- {<<: *base, q: b}\n- *base\n')
  assert.deepEqual(
    set.cases.map(evalCase => evalCase.vars),
    [
      { q: 'a', lang: 'en' },
      { q: 'b', lang: 'en' },
      { q: 'a', lang: 'en' },
    ],
  )
})

test('Ids depend on what the case holds and nothing else, and are unique', () => {
  const set = read('a.jsonl', '{"q":"a","expected":"b"}\n{"q":"c","expected":"d"}\n{"q":"a","expected":"b"}')
  const again = read('a.csv', 'q,expected\na,b\n')
  const [first, , third] = set.cases.map(({ id }) => id)
  assert.match(first ?? '', /^[0-9a-f]{12}$/)
  assert.equal(again.cases[0]?.id, first)
  assert.equal(third, `${first}-2`)
  assert.deepEqual(set.problems, [])
})

/** What is wrong, as code:line of the problems. */
const broken: readonly (readonly [path: string, source: string, codes: readonly string[], cases: number])[] = [
  ['a.jsonl', '{"q":1,"expected":2}\n{"q":\n[1]\n"x"', ['broken-row:2', 'broken-row:3', 'broken-row:4'], 1],
  ['a.csv', 'q,expected\n1,2\n3\n"4\n4",5\n6,7,8\n', ['broken-row:3', 'broken-row:6'], 2],
  ['a.yaml', '- {q: 1, expected: 2}\n- text\n-\n', ['broken-row:2', 'broken-row:3'], 1],
  ['a.yaml', '- q: 1\n  expected: 2\n- q: 1\n', ['missing-expected:3'], 2],
  ['a.yaml', '- {q: 1, expected: ""}\n- {q: 1, expected: []}\n', ['missing-expected:1', 'missing-expected:2'], 2],
  ['a.yaml', 'grader: {name: equals, value: "{{q}}"}\ncases:\n- {q: 1}\n', [], 1],
  ['a.yaml', 'cases:\n- {q: 1, expected: 2}\ngrader: rouge\n', ['unknown-grader:3'], 1],
  ['a.yaml', '- {q: 1, expected: 2}\n- {q: 1, expected: 2, grader: toString}\n', ['unknown-grader:2'], 2],
  ['a.jsonl', '{"q":1,"grader":{"type":"is-json"}}', ['unnamed-grader:1'], 1],
  [
    'a.yaml',
    'grader: [{includes: x}, {value: x}]\ncases:\n- {q: 1, expected: 2}\n',
    ['unnamed-grader:1', 'unnamed-grader:1'],
    1,
  ],
  ['a.yaml', 'graders: [is-json]\ncases:\n- {q: 1, expected: 2}\n', ['misnamed-key:1'], 1],
  ['a.yaml', 'cases:\n- {q: 1, expected: 2}\nassert: [equals]\nowner: me\n', ['misnamed-key:3', 'unread-key:4'], 1],
  [
    'a.yaml',
    'grader: {name: equals, mode: strict}\ncases:\n- {q: 1, expected: 2}\nmetrics: [f1]\n',
    ['unread-key:4', 'unread-key:1'],
    1,
  ],
  ['a.yaml', 'description: Sums.\nx-shared: &a [2]\ncases:\n- {q: 1, expected: *a}\n', [], 1],
  ['a.jsonl', '{"q":1,"expected":2,"grader":{"name":"equals","ignore_case":true}}', ['misnamed-key:1'], 1],
  ['a.yaml', 'grader: {name: regex, pattern: "("}\ncases: [{q: 1}]\n', ['bad-pattern:1'], 1],
  ['a.yaml', 'grader: regex\ncases:\n- {q: 1, expected: "["}\n', ['bad-pattern:3'], 1],
  ['a.yaml', '- {id: a, q: 1, expected: 2}\n- {id: a, q: 3, expected: 4}\n', ['duplicate-id:2'], 2],
  ['a.yaml', '- {q: 1, expected: 2, split: later}\n', ['broken-row:1'], 0],
  ['a.yaml', '- {q: &a [*a], expected: 2}\n', ['broken-row:1'], 0],
]

for (const [path, source, codes, cases] of broken)
  test(`${JSON.stringify(source)} gives ${codes.join(', ') || 'no problem'}`, () => {
    const set = read(path, source)
    assert.deepEqual(
      set.problems.map(({ code, place }) => `${code}:${place?.line}`),
      codes,
    )
    assert.equal(set.cases.length, cases)
    assert.equal(new Set(set.cases.map(({ id }) => id)).size, cases)
  })

const failures: readonly (readonly [path: string, source: string, code: string, line: number | undefined])[] = [
  ['a.yaml', '', 'eval-set-empty', undefined],
  ['a.yaml', '[]', 'eval-set-empty', undefined],
  ['a.yaml', '# none left\ncases:\n', 'eval-set-empty', undefined],
  ['a.jsonl', '\n\n', 'eval-set-empty', undefined],
  ['a.csv', 'q,expected\n', 'eval-set-empty', undefined],
  ['a.json', '', 'eval-set-unparsable', undefined],
  ['a.json', '[{"q": 1},\n {"q": }', 'eval-set-unparsable', 2],
  ['a.yaml', '- q: 1\n  - x: [\n', 'eval-set-unparsable', 2],
  ['a.yaml', 'q: 1\n', 'eval-set-unparsable', 1],
  ['a.csv', 'q,expected\n"1,2\n', 'eval-set-unparsable', 2],
  ['a.csv', 'q,q\n1,2\n', 'eval-set-unparsable', 1],
  ['a.csv', 'q;expected\n1;2\n', 'eval-set-unparsable', 1],
  ['a.csv', 'q\texpected\n1\t2\n', 'eval-set-unparsable', 1],
  ['a.txt', 'x', 'eval-set-unparsable', undefined],
]

for (const [path, source, code, line] of failures)
  test(`${JSON.stringify(source)} in ${path} fails with ${code}`, () => {
    const outcome = readEvalSet(path, source)
    assert.ok(!outcome.ok)
    assert.equal(outcome.problem.code, code)
    assert.equal(outcome.problem.place?.path, path)
    if (line !== undefined) assert.equal(outcome.problem.place?.line, line)
  })

test('Reading never throws, whatever the file holds', () => {
  const piece = fc.constantFrom(
    '- ',
    'q: ',
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    '\n',
    '\r\n',
    '\t',
    '&a ',
    '*a ',
    '<<: ',
    '1',
    '|',
    'cases:',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map(parts => parts.join('')),
    fc.json(),
  )
  fc.assert(
    fc.property(fc.constantFrom(...evalSetExtensions), text, (extension, source) => {
      const outcome = readEvalSet(`a.${extension}`, source)
      if (outcome.ok) assert.equal(new Set(outcome.value.cases.map(({ id }) => id)).size, outcome.value.cases.length)
    }),
    { numRuns: 500 },
  )
})

test('Cases survive being written as JSON lines', () => {
  const value = fc.string({ unit: 'grapheme', minLength: 1 })
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), pairs => {
      const source = pairs.map(([q, expected]) => JSON.stringify({ q, expected })).join('\n')
      assert.deepEqual(
        read('a.jsonl', source).cases.map(({ vars, expected }) => [vars.q, ...expected]),
        pairs,
      )
    }),
  )
})

for (const [name, end] of [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
] as const)
  test(`the rows of a table with ${name} are on the lines where they begin, whatever lines stand in their cells`, () => {
    const source = ['q,expected', '"a', 'b",1', '', 'c,2', '"d', '', 'e","3', '4"', 'f,5', ''].join(end)
    const set = readEvalSet('/w/a.eval.csv', source)
    assert.ok(set.ok)
    assert.deepEqual(
      set.value.cases.map(({ line }) => line),
      [2, 5, 6, 10],
    )
  })
