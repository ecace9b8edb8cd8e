import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Case } from '../../../../src/evals/evalSet.ts'
import { readInFile } from '../../../../src/evals/formats/inFile.ts'
import { readEvalSet } from '../../../../src/evals/reading/readEvalSet.ts'
import { appendCases } from '../../../../src/evals/writing/appendCases.ts'
import type { NewCase } from '../../../../src/evals/writing/newCase.ts'
import { readPromptFile } from '../../../../src/prompts/readPromptFile.ts'

const runs = { numRuns: 1000 }

/** Texts that YAML, JSON and CSV each spell in some other way, beside arbitrary ones. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom('a', ' ', '\n', ':', '#', '-', "'", '"', '\\', ',', '[', '}', '\t', 'é', '|'),
    maxLength: 20,
  }),
  fc.constantFrom(
    'yes',
    '12:30',
    '007',
    '1.50',
    'null',
    '~',
    '',
    ' ',
    '- a',
    '? b',
    '&a',
    '*a',
    '!t',
    '%d',
    '@x',
    '`',
    '---',
    '...',
    'a: b',
    'a #b',
    '<<',
    '=',
    'line one\n\n  indented\nlast',
    'x\r\ny',
    '{{q}}',
    'Don’t "quote"',
    '\u2028',
    '\u0000',
    '#',
    'true',
  ),
)
const filled = text.filter(value => value.trim() !== '')
const plainText = filled.filter(value => !/\{[{%#]|\$ref|^file:/.test(value))

/** One way of writing a file: its lines as an author may have put them, with LF. */
interface Written {
  readonly path: string
  readonly source: string
}

const comment = fc.constantFrom('', ' # kept', '  # a: b')
const dash = fc.constantFrom('- ', '-   ')

/** Layouts of YAML: what stands around the list, how it is indented, and what its last item looks like. */
const yamlSource = (key: string | undefined, first: readonly string[], head: string): fc.Arbitrary<string> =>
  fc
    .record({
      indent: key === undefined ? fc.constant('') : fc.constantFrom('', '  ', '    '),
      dash,
      comment,
      before: fc.constantFrom('', '# A comment: with a colon\n', '\n\n'),
      after:
        key === undefined
          ? fc.constantFrom('', '\n', '# the end\n')
          : fc.constantFrom('', '\n\n', '# next\nother: {a: 1}\n', 'other:\n- 1 # one\n'),
      last: fc.constantFrom('plain', 'block', 'quoted', 'comment'),
    })
    .map(({ indent, dash: mark, comment: beside, before, after, last }) => {
      const inner = indent + ' '.repeat(mark.length)
      const tail = {
        plain: `${inner}note: last${beside}\n`,
        block: `${inner}note: |\n${inner}  two\n${inner}  lines\n`,
        quoted: `${inner}note: "two\n${inner}  lines"${beside}\n`,
        comment: `${inner}note: x\n${inner}# below\n`,
      }[last]
      const item = first.map((line, at) => (at === 0 ? indent + mark + line : inner + line)).join('\n')
      return `${before}${head}${key === undefined ? '' : `${key}:${beside}\n`}${item}\n${tail}${after}`
    })

const layout = (source: fc.Arbitrary<string>, path: string, { marks = true } = {}): fc.Arbitrary<Written> =>
  fc
    .record({ source, isCrlf: fc.boolean(), isMarked: fc.boolean(), isEnded: fc.boolean() })
    .map(({ source: lines, isCrlf, isMarked, isEnded }) => {
      // What ends with a block keeps its line end: without it the block would say something else.
      const trimmed = isEnded || /\|\n(?: +\S+\n)+$/.test(lines) ? lines : lines.replace(/\n+$/, '')
      return {
        path,
        source: (isMarked && marks ? '\uFEFF' : '') + (isCrlf ? trimmed.replaceAll('\n', '\r\n') : trimmed),
      }
    })

const newCases = (value: fc.Arbitrary<string>, names: readonly string[]): fc.Arbitrary<readonly NewCase[]> =>
  fc.array(
    fc.record({
      vars: fc
        .tuple(...names.map(() => value))
        .map(values => Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']))),
      expected: value.filter(one => one !== '').map(one => [one]),
    }),
    { minLength: 1, maxLength: 3 },
  )

const forms: Readonly<Record<string, { file: fc.Arbitrary<Written>; cases: fc.Arbitrary<readonly NewCase[]> }>> = {
  'a YAML list': {
    file: layout(yamlSource(undefined, ['q: one', 'expected: two'], ''), '/w/a.eval.yaml'),
    cases: newCases(text, ['q', 'note']),
  },
  'a YAML map of cases': {
    file: layout(
      yamlSource('cases', ['id: case-1', 'vars: {q: one}', 'expected: two'], 'grader: equals\n'),
      '/w/a.eval.yaml',
    ),
    cases: newCases(text, ['q', 'a: b']),
  },
  'YAML in braces': {
    file: layout(
      fc.constantFrom(
        '- { q: one, expected: two }\n',
        '[{q: one, expected: two}]\n',
        '[\n  {q: one, expected: two},\n]\n',
        'cases: []\n',
        'cases:\n',
        'cases: # none\n',
      ),
      '/w/a.eval.yaml',
    ),
    cases: newCases(text, ['q']),
  },
  'a JSON list': {
    file: layout(
      fc.constantFrom(
        '[]',
        '[\n]\n',
        '[{"q":"one","expected":"two"}]\n',
        '[\n  {"q": "one", "expected": "two"}\n]\n',
        '[\n\t{\n\t\t"q": "caf\\u00e9",\n\t\t"expected": "two"\n\t}\n]',
      ),
      '/w/a.eval.json',
    ),
    cases: newCases(text, ['q']),
  },
  'a JSON map of cases': {
    file: layout(
      fc.constantFrom(
        '{"cases":[]}',
        '{\n    "grader": "equals",\n    "cases": [\n        {"vars": {"q": "]"}, "expected": ["a", "b"]}\n    ],\n    "more": [1, {"cases": []}]\n}\n',
      ),
      '/w/a.eval.json',
    ),
    cases: newCases(text, ['q']),
  },
  'JSON lines': {
    file: layout(
      fc.constantFrom(
        '',
        '{"q":"one","expected":"two"}\n',
        '{"q": "one", "expected": "two"}\n{"q": "three", "label": "x"}\n\n',
      ),
      '/w/a.eval.jsonl',
    ),
    cases: newCases(text, ['q']),
  },
  'a CSV table': {
    file: layout(
      fc.constantFrom(
        'q,note,expected\n',
        'note,expected,q\n"a ""b""\nc",two,one\nx,y,z\n',
        'id,q,expected,note\nc-1,a,b,c\n',
      ),
      '/w/a.eval.csv',
    ),
    // A lone carriage return in a cell ends lines for other programs, and an empty cell is no value.
    cases: newCases(filled, ['q', 'note']),
  },
  'promptfoo tests': {
    file: layout(
      yamlSource(
        'tests',
        ['vars: {q: one}', 'assert:', '  - type: equals', '    value: two'],
        'prompts: [file://a.txt]\n',
      ),
      '/w/promptfooconfig.yaml',
    ),
    cases: newCases(plainText, ['q']),
  },
  'a list of promptfoo tests': {
    file: layout(
      fc.constantFrom(
        '- vars: {q: one}\n  assert:\n  - {type: icontains, value: two}\n',
        '[{"vars": {"q": "one"}, "assert": [{"type": "equals", "value": "x"}]}]\n',
      ),
      '/w/a.tests.yaml',
    ),
    cases: newCases(plainText, ['q']),
  },
  'cases of a skill': {
    file: layout(
      fc.constantFrom(
        '{"skill_name": "s", "evals": []}\n',
        '{\n  "skill_name": "s",\n  "evals": [\n    {\n      "id": 1,\n      "prompt": "p",\n      "expected_output": "e"\n    }\n  ]\n}\n',
      ),
      '/w/s/evals/evals.json',
    ),
    cases: newCases(filled, ['prompt']),
  },
}

const content = ({ vars, expected, checks }: Case): unknown => [Object.entries(vars).sort(), expected, checks]

/** The byte-exact rest: all of the source stands in the result, before and after one stretch that was added. */
function isInsertion(before: string, after: string): boolean {
  let start = 0
  while (start < before.length && before[start] === after[start]) start++
  return after.endsWith(before.slice(start))
}

for (const [name, { file, cases }] of Object.entries(forms))
  test(`${name}: read, append, read; every other byte is kept`, () => {
    fc.assert(
      fc.property(file, cases, ({ path, source }, added) => {
        const written = appendCases(path, source, added)
        assert.ok(written.ok, JSON.stringify(written))
        assert.ok(isInsertion(source, written.value), written.value)
        if (source.includes('\r\n')) assert.ok(!/(?<!\r)\n/.test(withoutNew(source, written.value, added)))
        const [old, now] = [readEvalSet(path, source), readEvalSet(path, written.value)]
        assert.ok(now.ok, JSON.stringify(now))
        const before = old.ok ? old.value.cases : []
        assert.deepEqual(now.value.cases.slice(0, before.length).map(content), before.map(content))
        const found = now.value.cases.slice(before.length)
        if (name.includes('promptfoo'))
          assert.deepEqual(
            found.map(({ vars, checks }) => [Object.values(vars), checks?.[0]?.value]),
            added.map(one => [Object.values(one.vars).map(value => value.replace(/\n$/, '')), one.expected[0]]),
          )
        else
          assert.deepEqual(
            found.map(({ vars, expected }) => [vars, expected]),
            added.map(({ vars, expected }) => [vars, expected]),
          )
      }),
      runs,
    )
  })

/** Line ends inside of a value that is quoted are the value's own. */
const withoutNew = (source: string, after: string, added: readonly NewCase[]): string =>
  added.some(({ vars, expected }) => [...Object.values(vars), ...expected].some(value => value.includes('\n')))
    ? source
    : after

test('test data in a prompt file: read, append, read; the prompt itself stays', () => {
  const head = 'name: a\nmessages:\n  - role: user\n    content: |-   # kept\n      Sort {{q}}.\n'
  const source = fc.oneof(
    yamlSource('testData', ['q: one', 'expected: two'], head),
    fc.constantFrom(
      head,
      `${head}testData: []\n`,
      `${head}testData:\nevaluators:\n- name: e\n  string: {equals: '{{expected}}'}\n`,
    ),
  )
  fc.assert(
    fc.property(layout(source, '/w/a.prompt.yml'), newCases(text, ['q']), ({ path, source: before }, added) => {
      const written = appendCases(path, before, added)
      assert.ok(written.ok, JSON.stringify(written))
      assert.ok(isInsertion(before, written.value), written.value)
      const [was, is] = [readPromptFile(path, before), readPromptFile(path, written.value)]
      assert.ok(was.ok && is.ok)
      assert.deepEqual(
        is.value.targets.map(({ text: own }) => own),
        was.value.targets.map(({ text: own }) => own),
      )
      const set = readInFile(is.value)
      assert.ok(set.ok)
      const found = set.value.cases.slice(-added.length)
      assert.deepEqual(
        found.map(({ vars, expected }) => [vars.q, expected]),
        added.map(({ vars, expected }) => [vars.q, expected]),
      )
    }),
    runs,
  )
})

test('what stands below a key is indented as the file does it', () => {
  for (const step of [2, 4]) {
    const row = (q: string) => `  - vars:\n${' '.repeat(4 + step)}q: ${q}\n    expected: x\n`
    const written = appendCases('/w/a.eval.yaml', `cases:\n${row('a')}`, [{ vars: { q: 'b' }, expected: ['x'] }])
    assert.deepEqual(written, { ok: true, value: `cases:\n${row('a')}${row('b')}` })
  }
})
