import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { cursorAt } from '../../../../src/host/completion/cursorAt.ts'
import { wordsAt } from '../../../../src/host/completion/evalSetWords.ts'

/** The cursor is where `|` stands. */
const at = (name: string, marked: string) => cursorAt(name, marked.replace('|', ''), marked.indexOf('|'))

for (const [name, marked, path, kind, word, keys] of [
  ['a.eval.yaml', '|', '', 'key', '', ''],
  ['a.eval.yaml', 'gr|', '', 'key', 'gr', ''],
  ['a.eval.yaml', 'grader: num|\ncases: []', 'grader', 'value', 'num', 'grader cases'],
  ['a.eval.yaml', 'grader: |', 'grader', 'value', '', 'grader'],
  ['a.eval.yaml', 'grader:\n  na|', 'grader', 'key', 'na', ''],
  ['a.eval.yaml', 'grader:\n  name: re|gex\n  value: x', 'grader name', 'value', 'regex', 'name value'],
  ['a.eval.yaml', 'grader:\n  - eq|', 'grader []', 'key', 'eq', ''],
  ['a.eval.yaml', 'grader: {name: re|, value: x}', 'grader name', 'value', 're', 'name value'],
  ['a.eval.yaml', 'cases:\n  - id: a\n    |', 'cases []', 'key', '', 'id'],
  ['a.eval.yaml', 'cases:\n  - id: a\n    |\n    expected: b\n  - id: c', 'cases []', 'key', '', 'id expected'],
  ['a.eval.yaml', 'cases:\n- id: a\n- ex|', 'cases []', 'key', 'ex', ''],
  ['a.eval.yaml', 'cases:\n- id: a\ngr|', '', 'key', 'gr', 'cases'],
  ['a.eval.yaml', 'cases:\n  - vars:\n      mail: x\n      |', 'cases [] vars', 'key', '', 'mail'],
  ['a.eval.yaml', 'cases:\n  - vars: {ma|}', 'cases [] vars', 'key', 'ma', ''],
  ['a.eval.yml', '- question: x\n  "spl|it": train', '[]', 'key', 'split', 'question'],
  ['a.eval.yml', '- question: x\r\n  split: tr|\r\n', '[] split', 'value', 'tr', 'question split'],
  ['a.eval.json', '|', '', 'value', '', ''],
  ['a.eval.json', '{"grader": "|"}', 'grader', 'value', '', 'grader'],
  ['a.eval.json', '{"grader": |, "cases": []}', 'grader', 'value', '', 'grader cases'],
  ['a.eval.json', '{"cases": [{"id": "a", "|"}]}', 'cases []', 'key', '', 'id '],
  ['a.eval.json', '[{"id": "a", |}]', '[]', 'key', '', 'id'],
  ['a.eval.json', '[{"vars": {"ma|il": "x"}, "expected": "y"}]', '[] vars', 'key', 'mail', ''],
  ['a.eval.jsonl', '{"id": "a"}\n{"expected": "b", "gra|', '[]', 'key', 'gra', 'expected'],
  ['a.eval.jsonl', '{"id": "a"}\n{"grader": ["number", "re|"]}', '[] grader []', 'value', 're', ''],
] as const)
  test(`${JSON.stringify(marked)} in ${name} is at ${path || 'the root'}`, () => {
    const cursor = at(name, marked)
    assert.ok(cursor)
    const text = marked.replace('|', '')
    assert.deepEqual(
      [cursor.path.join(' '), cursor.at, text.slice(cursor.start, cursor.end), cursor.keys.join(' ')],
      [path, kind, word, keys],
    )
  })

for (const marked of [
  'cases:\n  - expected: >-\n      gra|',
  '# gra|',
  'cases:\n  - expected: yes # no|te',
  'cases:\n  - question: one two th|ree',
])
  test(`nothing is written for us at ${JSON.stringify(marked)}`, () =>
    assert.equal(at('a.eval.yaml', marked), undefined))

for (const [path, kind, expected] of [
  [[], 'key', ['cases', 'grader']],
  [['cases', '[]'], 'key', ['id', 'vars', 'expected', 'grader', 'split', 'draft', 'disputed', 'mail']],
  [['[]', 'vars'], 'key', ['mail']],
  [['[]', 'split'], 'value', ['train', 'validation', 'test']],
  [['grader', 'ignoreCase'], 'value', ['true', 'false']],
  [['grader', 'value'], 'value', []],
  [['[]', 'expected'], 'value', []],
] as const)
  test(`${path.join('.') || 'the root'} may have ${expected.join(', ') || 'anything'}`, () =>
    assert.deepEqual(
      wordsAt({ path, at: kind }, ['mail']).map(({ word }) => word),
      expected,
    ))

test('whatever is written, the cursor stands in the text and nothing is thrown', () => {
  const piece = fc.constantFrom(
    'cases',
    'grader',
    ':',
    ' ',
    '\n',
    '- ',
    '  ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '|',
    '#',
    'é',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.nat(60),
      fc.constantFrom('yaml', 'json', 'jsonl'),
      (parts, n, kind) => {
        const text = parts.join('')
        const offset = Math.min(n, text.length)
        const cursor = cursorAt(`a.eval.${kind}`, text, offset)
        if (cursor) assert.ok(cursor.start <= offset && offset <= cursor.end && cursor.end <= text.length)
      },
    ),
    { numRuns: 2000 },
  )
})
