import assert from 'node:assert/strict'
import test from 'node:test'
import { withLabel } from '../../../../src/evals/marking/changeLabel.ts'

/** A file, the line of the case, the new label, and what stands there afterwards. */
const rows: readonly (readonly [path: string, before: string, line: number, label: string, after: string])[] = [
  [
    'a.yaml',
    '# top\ncases:\n  - { id: a, q: x, expected: b } # kept\n  - id: c\n    q: y\n    label: d\n',
    4,
    'two: parts',
    '# top\ncases:\n  - { id: a, q: x, expected: b } # kept\n  - id: c\n    q: y\n    label: "two: parts"\n',
  ],
  ['a.yaml', '- { q: x, expected: [b, c] }\n', 1, 'd', '- { q: x, expected: d }\n'],
  [
    'a.jsonl',
    '{"q":"x","target":"1"}\r\n{"q":"y","target":"2"}\r\n',
    2,
    '3',
    '{"q":"x","target":"1"}\r\n{"q":"y","target":"3"}\r\n',
  ],
  ['a.json', '[\n  {"q": "x", "expected": "b"}\n]\n', 2, 'é', '[\n  {"q": "x", "expected": "é"}\n]\n'],
  ['a.csv', 'q,expected\n"a, b",c\nd,e\n', 2, 'f, g', 'q,expected\n"a, b","f, g"\nd,e\n'],
  ['a.csv', 'expected,q\nc,"two\nlines"\nd,e\n', 2, 'f', 'expected,q\nf,"two\nlines"\nd,e\n'],
]

for (const [path, before, line, label, after] of rows)
  test(`the label of a case is changed and every other byte stays: ${path}, line ${line}`, () => {
    const written = withLabel(`/w/${path}`, before, line, label)
    assert.deepEqual(written.ok ? written.value : written.problem, after)
  })

test('a label is not written where the case is not found, or where assertions say what is right', () => {
  const detailOf = (source: string, line: number): string => {
    const written = withLabel('/w/a.yaml', source, line, 'x')
    return !written.ok && written.problem.code === 'not-writable' ? written.problem.detail : ''
  }
  assert.match(detailOf('- { q: x, expected: b }\n', 3), /not found there/)
  assert.match(detailOf('tests:\n  - vars: { q: x }\n    assert: [{ type: equals, value: b }]\n', 2), /assertions/)
})
