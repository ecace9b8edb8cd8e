import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, Check, EvalSet } from '../../../src/evals/evalSet.ts'
import { isCellType } from '../../../src/evals/formats/promptfoo/assertTypes.ts'
import { readExpectedCell } from '../../../src/evals/formats/promptfoo/expectedColumn.ts'
import { evalSetIn, readEvalSet } from '../../../src/evals/reading/readEvalSet.ts'
import { readWith } from '../../../src/evals/reading/reading.ts'
import { type Contents, filesOf } from './files.ts'

const path = '/w/promptfooconfig.yaml'

async function read(source: string, files: Contents = {}): Promise<EvalSet> {
  const outcome = await readWith(evalSetIn(path, source), filesOf(files))
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

/** Codes with lines; of cases that are left out, how many and why. */
const codes = ({ problems }: EvalSet): string[] =>
  problems.map(problem => {
    const line = problem.place?.line
    return problem.code === 'cases-left-out'
      ? `${problem.count} ${problem.cause.code}:${line}`
      : `${problem.code}:${line}`
  })

/** What an assertion becomes: the check, or the code of the problem that stands for it. */
const assertions: readonly (readonly [yaml: string, check: Check | string])[] = [
  ['{type: equals, value: Yes}', { grader: 'equals', value: 'Yes' }],
  ['{type: equals, value: 1.50}', { grader: 'equals', value: '1.5' }],
  ['{type: equals, value: {a: 1}}', { grader: 'equals', value: '{"a":1}', json: true }],
  ['{type: contains, value: a}', { grader: 'includes', value: 'a' }],
  ['{type: icontains, value: a}', { grader: 'includes', value: 'a', ignoreCase: true }],
  ['{type: not-icontains, value: a}', { grader: 'includes', value: 'a', ignoreCase: true, negate: true }],
  ['{type: equals, value: [1, b]}', { grader: 'equals', value: '[1,"b"]', json: true }],
  ['{type: contains-any, value: [a, b]}', { grader: 'includes-any', values: ['a', 'b'] }],
  ['{type: contains-any, value: "a, b"}', { grader: 'includes-any', values: ['a', 'b'] }],
  ['{type: icontains-all, value: [a]}', { grader: 'includes-all', values: ['a'], ignoreCase: true }],
  ['{type: starts-with, value: a}', { grader: 'starts-with', value: 'a' }],
  ['{type: regex, value: "^a"}', { grader: 'regex', value: '^a' }],
  ['{type: is-json}', { grader: 'is-json' }],
  ['{type: contains-json, value: {type: object}}', { grader: 'includes-json', value: '{"type":"object"}' }],
  ['{type: levenshtein, value: a, threshold: 3}', { grader: 'levenshtein', value: 'a', threshold: 3 }],
  ['{type: rouge-n, value: a}', { grader: 'rouge-n', value: 'a' }],
  ['{type: bleu, value: a, threshold: 0.4}', { grader: 'bleu', value: 'a', threshold: 0.4 }],
  ['{type: similar, value: a, threshold: 0.9}', { grader: 'similar', value: 'a', threshold: 0.9 }],
  ['{type: llm-rubric, value: polite, weight: 2}', { grader: 'judge', value: 'polite', weight: 2 }],
  ['{type: javascript, value: output.length < 9}', { grader: 'javascript', value: 'output.length < 9' }],
  ['{type: equals, value: a, metric: m, weight: 0}', { grader: 'equals', value: 'a', weight: 0, metric: 'm' }],
  [
    '{type: assert-set, threshold: 0.5, assert: [{type: contains, value: a}, {type: contains, value: b}]}',
    {
      grader: 'all',
      threshold: 0.5,
      all: [
        { grader: 'includes', value: 'a' },
        { grader: 'includes', value: 'b' },
      ],
    },
  ],
  ['{type: equals}', '1 unsupported-evaluator:5'],
  ['{type: contains, value: ""}', '1 unsupported-evaluator:5'],
  ['{type: contains-all, value: []}', '1 unsupported-evaluator:5'],
  ['{type: python, value: x}', '1 unsupported-evaluator:5'],
  ['{type: nonsense, value: x}', '1 unsupported-evaluator:5'],
  ['{type: javascript, value: "file://x.js"}', '1 unsupported-evaluator:5'],
  ['{type: contains, value: x, transform: output.trim()}', '1 unsupported-evaluator:5'],
  ['{type: latency, threshold: 100}', 'check-left-out:5, 1 no-assertion:3'],
  ['{type: regex, value: "("}', '1 bad-pattern:5'],
  ['{type: contains, value: "{{ q | upper }}"}', '1 unfillable:5'],
  ['{type: contains, value: "file://gone.txt"}', '1 file-not-found:5'],
]

for (const [yaml, expected] of assertions)
  test(`The assertion ${yaml} is read as ${JSON.stringify(expected)}`, async () => {
    const set = await read(`prompts: [p]\ntests:\n  - vars: {q: a}\n    assert:\n      - ${yaml}\n`)
    if (typeof expected === 'string') assert.deepEqual(codes(set), expected.split(', '))
    else assert.deepEqual([set.cases[0]?.checks, set.problems], [[expected], []])
  })

/** The cells that the tool's own documentation and tests use, and their kin. */
const cells: readonly (readonly [cell: string, expected: ReturnType<typeof readExpectedCell>])[] = [
  ['Paris', { type: 'equals', value: 'Paris' }],
  ['Note: this', { type: 'equals', value: 'Note: this' }],
  [' equals: Paris ', { type: 'equals', value: 'Paris' }],
  ['not-contains: a', { type: 'not-contains', value: 'a' }],
  ['similar(0.9): a', { type: 'similar', value: 'a', threshold: 0.9 }],
  ['similar:a', { type: 'similar', value: 'a', threshold: 0.8 }],
  ['levenshtein(3):a', { type: 'levenshtein', value: 'a', threshold: 3 }],
  ['starts-with:a', { type: 'starts-with', value: 'a', threshold: 0.75 }],
  ['contains-any:a, "b, c",d', { type: 'contains-any', values: ['a', 'b, c', 'd'] }],
  ['is-json', { type: 'is-json' }],
  ['is-json: {"a": 1}', { type: 'is-json', value: ' {"a": 1}' }],
  ['fn: output === "a"', { type: 'javascript', value: 'output === "a"' }],
  ['javascript:1', { type: 'javascript', value: '1' }],
  ['grade: is polite', { type: 'llm-rubric', value: ' is polite' }],
  ['llm-rubric:x', { type: 'llm-rubric', value: 'x' }],
  ['python: x', { type: 'python', value: 'x' }],
  ['human', { type: 'equals', value: 'human' }],
  ['trajectory:tool-used: x', { type: 'trajectory:tool-used', value: 'x' }],
  ['not-trajectory:tool-used: x', { type: 'not-trajectory:tool-used', value: 'x' }],
]

for (const [cell, expected] of cells)
  test(`The cell ${JSON.stringify(cell)} says ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(readExpectedCell(cell, isCellType), expected)
  })

test('What all tests share comes first, and a test has its own way where it says so', async () => {
  const set = await read(
    [
      'prompts: [p]',
      'defaultTest:',
      '  vars: {lang: en, tone: kind}',
      '  assert: [{type: icontains, value: a}]',
      '  threshold: 0.5',
      '  options: {prefix: "Hi. ", suffix: " Bye."}',
      'tests:',
      '  - vars: {q: one, tone: dry}',
      '    description: first',
      '    assert: [{type: equals, value: b}]',
      '  - vars: {q: two}',
      '    threshold: 1',
      '    options: {disableDefaultAsserts: true, suffix: "!"}',
      '    assert: [{type: equals, value: c}]',
    ].join('\n'),
  )
  const shown = ({ id: _, ...item }: Case) => item
  assert.deepEqual(set.problems, [])
  assert.equal(set.dialect, 'promptfoo')
  assert.deepEqual(set.cases.map(shown), [
    {
      vars: { lang: 'en', tone: 'dry', q: 'one' },
      expected: [],
      checks: [
        { grader: 'includes', value: 'a', ignoreCase: true },
        { grader: 'equals', value: 'b' },
      ],
      threshold: 0.5,
      prefix: 'Hi. ',
      suffix: ' Bye.',
      description: 'first',
      line: 8,
    },
    {
      vars: { lang: 'en', tone: 'kind', q: 'two' },
      expected: [],
      checks: [{ grader: 'equals', value: 'c' }],
      threshold: 1,
      prefix: 'Hi. ',
      suffix: '!',
      line: 11,
    },
  ])
})

test('A list of texts stands for one case each, and lists of anything else for themselves', async () => {
  const set = await read(
    'tests:\n- vars: {a: [x, y], b: ["1", "2"], c: [{k: 1}]}\n  assert: [{type: equals, value: z}]\n',
  )
  assert.deepEqual(
    set.cases.map(({ vars }) => Object.values(vars)),
    [
      ['x', '1', '[object Object]'],
      ['x', '2', '[object Object]'],
      ['y', '1', '[object Object]'],
      ['y', '2', '[object Object]'],
    ],
  )
  // So promptfoo writes it into a prompt; its code sees the list.
  assert.deepEqual(set.cases[0]?.data, { c: [{ k: 1 }] })
})

test('More combinations than any eval set has are a broken row, not a long wait', async () => {
  const list = `[${Array.from({ length: 20 }, (_, index) => `v${index}`).join(', ')}]`
  const vars = Array.from({ length: 9 }, (_, index) => `n${index}: ${list}`).join(', ')
  assert.deepEqual(codes(await read(`tests:\n- vars: {${vars}}\n  assert: [{type: is-json}]\n`)), ['1 broken-row:2'])
})

test('Tests, variables, shared tests and values may stand in files', async () => {
  const set = await read(
    [
      'defaultTest: file://shared.yaml',
      'tests:',
      '  - file://rows.csv',
      '  - file://more/*.jsonl',
      '  - vars: file://vars.yaml',
      '    assert: [{type: contains, value: "file://wanted.txt"}]',
      '  - vars: {q: "file://long.txt"}',
      '    assert: [{type: is-json}]',
    ].join('\n'),
    {
      '/w/shared.yaml': 'assert: [{type: icontains, value: s}]\n',
      '/w/rows.csv': 'q,__expected\none,1\n',
      '/w/more/b.jsonl': '{"vars":{"q":"b"},"assert":[]}',
      '/w/more/a.jsonl': '\n{"vars":{"q":"a"},"assert":[]}',
      '/w/vars.yaml': 'q: two\n',
      '/w/wanted.txt': 'text',
      '/w/long.txt': 'a long one\n',
    },
  )
  assert.deepEqual(set.problems, [])
  assert.deepEqual(
    set.cases.map(evalCase => [
      evalCase.vars.q,
      evalCase.path,
      evalCase.line,
      evalCase.checks?.length,
      evalCase.checks?.at(-1)?.value,
    ]),
    [
      ['one', '/w/rows.csv', 2, 2, '1'],
      ['a', '/w/more/a.jsonl', 2, 1, 's'],
      ['b', '/w/more/b.jsonl', 1, 1, 's'],
      ['two', undefined, 5, 2, 'text'],
      ['a long one', undefined, 7, 2, undefined],
    ],
  )
})

test('Values in a file of tests name files from the folder of the config, and its variables those beside it', async () => {
  const set = await read('tests: file://more/tests.yaml\n', {
    '/w/more/tests.yaml':
      '- vars: vars.yaml\n  assert: [{type: contains, value: "file://wanted.txt"}]\n- vars: {q: "file://wanted.txt"}\n  assert: [{type: is-json}]\n',
    '/w/more/vars.yaml': 'q: beside\n',
    '/w/wanted.txt': 'config',
  })
  assert.deepEqual(set.problems, [])
  assert.deepEqual(
    set.cases.map(({ vars, checks }) => [vars.q, checks?.[0]?.value]),
    [
      ['beside', 'config'],
      ['config', undefined],
    ],
  )
})

test('A table says in its own columns how each row is judged', async () => {
  const source = [
    'q,empty,__expected1,__expected2,__config:__expected2:threshold,__metric,__threshold,__prefix,__description,__metadata:tag',
    'one,,contains: a,similar: b,0.6,m,0.5,Hi ,first,x',
  ].join('\n')
  const outcome = readEvalSet('/w/rows.csv', source)
  assert.ok(outcome.ok)
  const [evalCase] = outcome.value.cases
  assert.deepEqual(
    { ...evalCase, id: '' },
    {
      id: '',
      vars: { q: 'one', empty: '' },
      expected: [],
      checks: [
        { grader: 'includes', value: 'a', metric: 'm' },
        { grader: 'similar', value: 'b', threshold: 0.6, metric: 'm' },
      ],
      threshold: 0.5,
      prefix: 'Hi ',
      description: 'first',
      line: 2,
    },
  )
})

test('Scenarios make every test with every set of variables', async () => {
  const set = await read(
    [
      'scenarios:',
      '  - config:',
      '      - vars: {lang: en}',
      '      - vars: {lang: de}',
      '    tests:',
      '      - vars: {q: a}',
      '        assert: [{type: is-json}]',
      '      - vars: {q: b}',
      '        assert: [{type: is-json}]',
    ].join('\n'),
  )
  assert.deepEqual(
    set.cases.map(({ vars }) => `${vars.lang}${vars.q}`),
    ['ena', 'enb', 'dea', 'deb'],
  )
})

test('An assertion may refer to one that the config names', async () => {
  const set = await read(
    [
      'assertionTemplates: {short: {type: javascript, value: output.length < 9}}',
      'tests:',
      "- {vars: {q: a}, assert: [{$ref: '#/assertionTemplates/short'}]}",
    ].join('\n'),
  )
  assert.deepEqual(set.cases[0]?.checks, [{ grader: 'javascript', value: 'output.length < 9' }])
})

/** What cannot be read is told where it is named, and nothing is run. */
const refused: readonly (readonly [source: string, codes: readonly string[]])[] = [
  ['tests: file://gone.csv\n', ['file-not-found:undefined']],
  ['prompts: [p]\ntests: file://make.py:tests\n', ['tests-elsewhere:2']],
  ['tests:\n  - file://make.js\n', ['tests-elsewhere:2']],
  ['tests:\n  - https://docs.google.com/spreadsheets/d/1\n', ['tests-elsewhere:2']],
  ['tests:\n  - vars: {q: "file://x.js"}\n    assert: [{type: is-json}]\n', ['1 broken-row:2']],
  ['tests:\n  - vars: {q: a}\n', ['1 no-assertion:2']],
  [
    'tests:\n  - 7: 8\n  - vars: file://gone.yaml\n    assert: [{type: is-json}]\n',
    ['1 no-assertion:2', '1 file-not-found:3'],
  ],
  [
    'tests:\n  - vars: {q: a}\n    options: {transform: x}\n    assert: [{type: is-json}]\n',
    ['1 unsupported-evaluator:2'],
  ],
]

for (const [source, expected] of refused)
  test(`${JSON.stringify(source)} gives ${expected.join(', ')}`, async () =>
    assert.deepEqual(codes(await read(source)), expected))
