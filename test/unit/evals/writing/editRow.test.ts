import assert from 'node:assert/strict'
import test from 'node:test'
import { withField } from '../../../../src/evals/writing/editRow.ts'
import { withoutRows } from '../../../../src/evals/writing/removeRows.ts'

type Row = readonly [path: string, source: string, line: number, after: string]

const removals: readonly Row[] = [
  [
    'a.eval.yaml',
    '# one\n- q: 1\n  expected: a # x\n# two\n- q: 2\n  expected: |\n    b\n\n# end\n',
    2,
    '# one\n# two\n- q: 2\n  expected: |\n    b\n\n# end\n',
  ],
  ['a.eval.yaml', 'cases:\r\n  - q: 1\r\n  -\r\n    q: 2\r\nx: 1\r\n', 4, 'cases:\r\n  - q: 1\r\nx: 1\r\n'],
  ['a.eval.yaml', '[{q: 1},\n {q: 2}]\n', 2, '[{q: 1}]\n'],
  ['a.eval.json', '[\n  {"q": 1},\n  {"q": 2}\n]', 3, '[\n  {"q": 1}\n]'],
  ['a.eval.json', '\uFEFF{"cases": [\n  {"q": 1},\n  {"q": 2}\n]}', 2, '\uFEFF{"cases": [\n  {"q": 2}\n]}'],
  ['a.eval.jsonl', '{"q":1}\n\n{"q":2}\n', 3, '{"q":1}\n\n'],
  ['a.eval.jsonl', '{"q":1}\n{"q":2}', 1, '{"q":2}'],
  ['a.eval.csv', 'q,expected\r\n"a, b",1\r\nc,2\r\n', 2, 'q,expected\r\nc,2\r\n'],
  ['a.eval.csv', 'q,expected\na,1\n"c\nd",2\n\n', 3, 'q,expected\na,1\n\n'],
]
for (const [path, source, line, after] of removals)
  test(`line ${line} of ${path} ${JSON.stringify(source)} goes, and nothing else`, () =>
    assert.deepEqual(withoutRows(path, source, [line]), { ok: true, value: after }))

const several: readonly (readonly [path: string, source: string, lines: readonly number[], after: string])[] = [
  ['a.eval.yaml', '[{q: 1},\n {q: 2},\n {q: 3}]\n', [2, 3], '[{q: 1}]\n'],
  ['a.eval.yaml', '[{q: 1},\n {q: 2},\n {q: 3}]\n', [3, 1, 2], '[]\n'],
  ['a.eval.yaml', '[{q: 1},\n {q: 2},]\n', [1, 2], '[]\n'],
  ['a.eval.yaml', '[{q: 1}, {q: 2},\n {q: 3}]\n', [1, 1], '[{q: 3}]\n'],
  ['a.eval.json', '[{"q": 1},\n {"q": 2},\n {"q": 3}]\n', [2, 3], '[{"q": 1}]\n'],
  ['a.eval.json', '[{"q": 1},\n {"q": 2},\n {"q": 3}]\n', [1, 3], '[{"q": 2}]\n'],
  ['a.eval.json', '[{"q": 1},\n {"q": 2},\n {"q": 3}]\n', [1, 2, 3], '[]\n'],
]
for (const [path, source, lines, after] of several)
  test(`lines ${lines.join(', ')} of ${path} ${JSON.stringify(source)} go at once`, () =>
    assert.deepEqual(withoutRows(path, source, lines), { ok: true, value: after }))

test('where several cases begin on a line, none of them is guessed', () => {
  for (const [path, source] of [
    ['a.eval.yaml', '[{q: 1}, {q: 2}]\n'],
    ['a.eval.json', '[{"q": 1}, {"q": 2}]\n'],
  ] as const)
    for (const changed of [withoutRows(path, source, [1]), withField(path, source, 1, 'expected', 'a')])
      assert.match(changed.ok || changed.problem.code !== 'not-writable' ? '' : changed.problem.detail, /several cases/)
})

const changes: readonly (readonly [...Row, name: string, value: string | boolean | undefined])[] = [
  [
    'a.eval.yaml',
    '- q: 1\n  expected: a # x\n  id: z\n',
    1,
    '- q: 1\n  expected: "yes" # x\n  id: z\n',
    'expected',
    'yes',
  ],
  [
    'a.eval.yaml',
    '- q: 1\n  expected: |\n    a\n    b\n  id: z\n',
    1,
    '- q: 1\n  expected: c\n  id: z\n',
    'expected',
    'c',
  ],
  ['a.eval.yaml', '- q: 1\n  expected:\n    - a\n    - b\n', 1, '- q: 1\n  expected: c\n', 'expected', 'c'],
  ['a.eval.yaml', '- q: 1\n  expected:\n', 1, '- q: 1\n  expected: c\n', 'expected', 'c'],
  [
    'a.eval.yaml',
    '- q: 1\r\n  expected: a\r\n# x\r\n',
    1,
    '- q: 1\r\n  expected: a\r\n  disputed: true\r\n# x\r\n',
    'disputed',
    true,
  ],
  [
    'a.eval.yaml',
    'cases:\n  - {q: 1, expected: a}\n',
    2,
    'cases:\n  - {q: 1, expected: a, disputed: true}\n',
    'disputed',
    true,
  ],
  ['a.eval.yaml', 'cases:\n  - {q: 1, expected: a}\n', 2, 'cases:\n  - {q: 1, expected: "b: c"}\n', 'expected', 'b: c'],
  ['a.eval.yaml', '- q: 1\n  draft: true\n', 1, '- q: 1\n', 'draft', undefined],
  ['a.eval.yaml', '- q: 1\n  draft:\n    rule: x\n    kind: edge\n  id: z', 1, '- q: 1\n  id: z', 'draft', undefined],
  ['a.eval.yaml', '- {q: 1, draft: true, id: z}\n', 1, '- {q: 1, id: z}\n', 'draft', undefined],
  [
    'a.eval.json',
    '[\n  {\n    "q": 1,\n    "expected": "a"\n  }\n]\n',
    2,
    '[\n  {\n    "q": 1,\n    "expected": "a",\n    "disputed": true\n  }\n]\n',
    'disputed',
    true,
  ],
  [
    'a.eval.jsonl',
    '{"q":1,"expected":"a"}\n{"q":2,"expected":"a"}\n',
    2,
    '{"q":1,"expected":"a"}\n{"q":2,"expected":"b"}\n',
    'expected',
    'b',
  ],
  ['a.eval.jsonl', '{"q":1}\n', 1, '{"q":1,"disputed":true}\n', 'disputed', true],
  ['a.eval.jsonl', '{"q": 1, "draft": true}\n', 1, '{"q": 1}\n', 'draft', undefined],
]
for (const [path, source, line, after, name, value] of changes)
  test(`${name} of line ${line} of ${path} ${JSON.stringify(source)} becomes ${value}`, () =>
    assert.deepEqual(withField(path, source, line, name, value), { ok: true, value: after }))

test('a mark beside the dash stays, and a table is left to people', () => {
  for (const [path, source] of [
    ['a.eval.yaml', '- draft: true\n  q: 1\n'],
    ['a.eval.csv', 'q,expected\n1,2\n'],
  ] as const) {
    const changed = withField(path, source, path.endsWith('csv') ? 2 : 1, 'draft', undefined)
    assert.ok(!changed.ok && changed.problem.code === 'not-writable')
  }
})
