import assert from 'node:assert/strict'
import test from 'node:test'
import type { Check, EvalSet } from '../../../src/evals/evalSet.ts'
import { evalSetIn, readEvalSet } from '../../../src/evals/reading/readEvalSet.ts'
import { readWith } from '../../../src/evals/reading/reading.ts'
import { filesOf } from './files.ts'

function read(path: string, source: string): EvalSet {
  const outcome = readEvalSet(path, source)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

const said = ({ problems }: EvalSet): string[] =>
  problems.map(problem => `${problem.code}:${problem.place?.line}${'id' in problem ? ` ${problem.id}` : ''}`)

test('The evals of a skill are judged statement by statement, else by what is expected', () => {
  const set = read(
    'evals.json',
    `{"skill_name": "x", "evals": [
      {"id": 1, "prompt": "Clean a.csv", "expected_output": "A clean table", "assertions": ["Names the columns", {"text": "Is short"}]},
      {"id": 2, "prompt": "Sort", "expected_output": "A sorted list"},
      {"id": 3, "prompt": "Read", "expected_output": "x", "files": ["a.csv"]},
      {"id": 4, "prompt": "Ask"},
      {"id": 5, "assertions": ["x"]}
    ]}`,
  )
  assert.equal(set.dialect, 'skill')
  assert.deepEqual(
    set.cases.map(({ id, vars, expected, checks }) => [id, vars, expected, checks?.map(({ value }) => value)]),
    [
      ['1', { prompt: 'Clean a.csv' }, ['A clean table'], ['Names the columns', 'Is short']],
      ['2', { prompt: 'Sort' }, ['A sorted list'], ['The answer is what this describes: {{expected}}']],
    ],
  )
  assert.deepEqual(said(set), ['unsupported-case:4 3', 'cases-left-out:5', 'broken-row:6'])
})

for (const [name, source] of [
  ['a skill', 'evals: [{turns: [{prompt: a}]}, {prompt: " "}, {prompt: a, assertions: [b]}]'],
  ['Vally', 'stimuli: [{turns: [{prompt: a}]}, {prompt: " "}, {prompt: a, graders: [{type: completed}]}]'],
  [
    'Microsoft 365',
    'schemaVersion: 1\nitems: [{turns: [{prompt: a}]}, {prompt: " "}, {prompt: a, evaluators: {Coherence: {}}}]',
  ],
] as const)
  test(`An item of ${name} that needs several turns is left out, and one without a prompt is broken`, () => {
    const set = read('eval.yaml', source)
    assert.deepEqual(
      set.problems.map(({ code }) => code),
      ['unsupported-case', 'broken-row'],
    )
    assert.equal(set.cases.length, 1)
  })

test('Queries for a description are asked outright', () => {
  const set = read(
    'q.json',
    '[{"query": "fix my csv", "should_trigger": true},\n{"query": "hi", "should_trigger": false},\n{"query": 1}]',
  )
  assert.deepEqual(set.checks, [{ grader: 'boolean' }])
  assert.deepEqual(said(set), ['broken-row:3'])
  assert.deepEqual(
    set.cases.map(({ vars, expected }) => [vars.query, expected[0]]),
    [
      ['fix my csv', 'yes'],
      ['hi', 'no'],
    ],
  )
})

/** Rows in the forms of OpenAI's tools, and what they are as a case. */
const chats: readonly (readonly [row: object, item: object])[] = [
  [
    { input: [{ role: 'user', content: 'a' }], ideal: ['x', 'y'] },
    { vars: { input: 'a' }, expected: ['x', 'y'] },
  ],
  [
    {
      input: [
        { role: 'system', content: 's' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
      ],
      ideal: 'x',
    },
    {
      vars: {},
      expected: ['x'],
      messages: [
        { role: 'system', content: 's' },
        { role: 'user', content: 'ab' },
      ],
    },
  ],
  [
    { item: { question: 'a', answer: 'x' }, sample: { output_text: 'no' } },
    { vars: { question: 'a' }, expected: ['x'] },
  ],
  [
    {
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'x' },
      ],
    },
    { vars: { input: 'a' }, expected: ['x'] },
  ],
  [
    {
      messages: [
        { role: 'developer', content: 's' },
        { role: 'user', content: 'a' },
      ],
      completion: 'x',
    },
    {
      vars: {},
      expected: ['x'],
      messages: [
        { role: 'system', content: 's' },
        { role: 'user', content: 'a' },
      ],
    },
  ],
]

for (const [row, item] of chats)
  test(`The row ${JSON.stringify(row)} is a case of OpenAI's`, () => {
    const set = read('a.jsonl', JSON.stringify(row))
    const [{ id, line, ...found } = assert.fail()] = set.cases
    assert.deepEqual([found, set.dialect, set.problems], [item, 'openai', []])
  })

test('A chat with an image or the call of a tool is left out', () => {
  const image = { role: 'user', content: [{ type: 'image_url', image_url: { url: 'u' } }] }
  const call = { role: 'tool', content: '1' }
  const rows = [
    { input: [image], ideal: 'x' },
    { messages: [{ role: 'user', content: 'a' }, call] },
    { input: 'b', ideal: 'y' },
  ]
  const set = read('a.jsonl', rows.map(row => JSON.stringify(row)).join('\n'))
  assert.deepEqual(
    [set.cases.length, set.problems.map(({ code, place }) => `${code}:${place?.line}`)],
    [1, ['cases-left-out:1']],
  )
})

test('Genkit rows keep their id, and inputs of any kind', () => {
  const set = read(
    'a.json',
    '[{"testCaseId": "c1", "input": {"text": "hi"}, "reference": "POS"},\n{"input": "ho", "reference": "NEG"}]',
  )
  assert.deepEqual(
    set.cases.map(({ id, vars, expected }) => [id.slice(0, 2) === 'c1', vars, expected]),
    [
      [true, { text: 'hi' }, ['POS']],
      [false, { input: 'ho' }, ['NEG']],
    ],
  )
})

test('Items of Microsoft 365 are judged by their evaluators, else by similarity', () => {
  const set = read(
    'a.json',
    `{"schemaVersion": "1.6.0", "default_evaluators": {"ExactMatch": {}}, "items": [
      {"prompt": "a", "expected_response": "x"},
      {"prompt": "b", "expected_response": "y", "evaluators_mode": "replace", "evaluators": {"Relevance": {"threshold": 4}}},
      {"name": "talk", "turns": [{"prompt": "c"}]},
      {"prompt": "d", "expected_response": "z", "evaluators": {"Citations": {}}},
      {"prompt": "e"}
    ]}`,
  )
  assert.deepEqual(
    set.cases.map(({ checks }) =>
      checks?.map(({ grader, threshold, ignoreCase }) => [grader, threshold ?? ignoreCase]),
    ),
    [[['equals', true]], [['judge', 0.75]]],
  )
  assert.deepEqual(
    said(set).map(text => text.split(' ')[0]),
    ['unsupported-case:4', 'cases-left-out:5', 'cases-left-out:6'],
  )
  const alone = read('b.json', '{"schemaVersion": "1.0.0", "items": [{"prompt": "a", "expected_response": "x"}]}')
  assert.equal(alone.cases[0]?.checks?.[0]?.grader, 'judge')
})

test('Stimuli that need only an answer are cases; the others are left out with the reason', () => {
  const set = read(
    'eval.yaml',
    [
      'scoring: {threshold: 0.7, weights: {output-contains: 2}}',
      'stimuli:',
      '  - name: hello',
      '    prompt: Say hello',
      '    graders:',
      '      - {type: output-contains, config: {substring: hello}}',
      '      - {type: output-not-contains, config: {substring: Bye, case_sensitive: true}}',
      '      - {type: output-matches, config: {pattern: "^h"}}',
      '      - {type: prompt, config: {prompt: Is it kind?}}',
      '  - {name: file, prompt: Write, graders: [{type: file-exists, config: {path: a}}]}',
      '  - {name: staged, prompt: Read, environment: {files: [{src: a, dest: b}]}, graders: []}',
      '  - {name: bare, prompt: Ask}',
    ].join('\n'),
  )
  assert.deepEqual(set.cases[0]?.checks, [
    { grader: 'includes', value: 'hello', ignoreCase: true, weight: 2 },
    { grader: 'includes', value: 'Bye', negate: true },
    { grader: 'regex', value: '^h' },
    { grader: 'judge', value: 'Is it kind?' },
  ] satisfies Check[])
  assert.equal(set.cases[0]?.threshold, 0.7)
  assert.deepEqual(said(set), ['unsupported-case:10 file', 'unsupported-case:11 staged', 'cases-left-out:12'])
})

test('Tasks of Waza stand in files of their own', async () => {
  const suite = 'name: n\nskill: s\nversion: "1"\nmetrics: []\ntasks: ["tasks/*.yaml", gone.yaml, {id: x}]\n'
  const outcome = await readWith(
    evalSetIn('/w/eval.yaml', suite),
    filesOf({
      '/w/tasks/b.yaml':
        'id: b\nname: Second\ninputs: {prompt: Two}\nexpected: {output_contains: [x], output_not_contains: [y]}\ngraders:\n- {type: text, config: {contains_cs: [Z], regex_match: ["^a"]}}\n',
      '/w/tasks/a.yaml': 'id: a\nname: A\ninputs: {prompt: One, files: [{path: f}]}\n',
      '/w/tasks/c.yaml': 'id: c\nname: C\ninputs: {prompt: Three}\nexpected: {tool_calls: {required: []}}\n',
      '/w/tasks/d.yaml': 'id: d\nname: D\nenabled: false\ninputs: {prompt: Four}\n',
      '/w/tasks/e.yaml': 'id: e\nname: E\n',
    }),
  )
  assert.ok(outcome.ok)
  assert.deepEqual(
    outcome.value.cases.map(({ id, path, description, checks }) => [id, path, description, checks]),
    [
      [
        'b',
        '/w/tasks/b.yaml',
        'Second',
        [
          { grader: 'includes', value: 'x', ignoreCase: true },
          { grader: 'includes', value: 'y', ignoreCase: true, negate: true },
          { grader: 'includes', value: 'Z' },
          { grader: 'regex', value: '^a' },
        ],
      ],
    ],
  )
  assert.deepEqual(said(outcome.value), [
    'unsupported-case:1 a',
    'unsupported-case:1 c',
    'broken-row:1',
    'file-not-found:undefined',
    'broken-row:5',
  ])
})

test('An eval set of skill-up is named and not read', () => {
  const outcome = readEvalSet(
    'evals/eval.yaml',
    'schema_version: v1alpha1\nengine: {name: x}\ncases: {files: [a.yaml]}\n',
  )
  assert.ok(!outcome.ok)
  assert.deepEqual([outcome.problem.code, outcome.problem.place?.line], ['unsupported-eval-set', 1])
})

/** The same name holds what its keys say. */
const sniffed: readonly (readonly [source: string, dialect: EvalSet['dialect'], cases: number])[] = [
  ['cases: [{q: 1, expected: 2}]', undefined, 1],
  ['[{q: 1, expected: 2}]', undefined, 1],
  ['stimuli: [{prompt: a, graders: [{type: completed}]}]', 'skill', 1],
  ['tests: [{vars: {q: 1}, assert: [{type: is-json}]}]', 'promptfoo', 1],
  ['[{vars: {q: 1}, assert: [{type: is-json}]}]', 'promptfoo', 1],
  ['evals: [{prompt: a, assertions: [b]}]', 'skill', 1],
  ['[{query: a, should_trigger: true}]', 'skill', 1],
  ['[{input: [{role: user, content: a}], ideal: b}]', 'openai', 1],
]

for (const [source, dialect, cases] of sniffed)
  test(`${source} is told by its keys to be ${dialect ?? 'our own form'}`, () => {
    const set = read('eval.yaml', source)
    assert.deepEqual([set.dialect, set.cases.length, set.problems], [dialect, cases, []])
  })

test('A grader may be given a list, weights, a threshold and choices', () => {
  const set = read(
    'a.yaml',
    [
      'grader:',
      '  - {name: includes-any, values: [a, b], weight: 2, negate: true}',
      '  - {name: judge, rubric: Is it kind?, system: Be strict, choices: [{choice: good, score: 1}, {choice: bad, score: 0}]}',
      '  - {all: [{name: similar, threshold: 0.9}, includes], threshold: 0.5}',
      '  - {name: is-json, schema: {type: object}}',
      'cases: [{q: 1, expected: 2}]',
    ].join('\n'),
  )
  assert.deepEqual(set.problems, [])
  assert.deepEqual(set.checks, [
    { grader: 'includes-any', values: ['a', 'b'], weight: 2, negate: true },
    {
      grader: 'judge',
      value: 'Is it kind?',
      choices: [
        { choice: 'good', score: 1 },
        { choice: 'bad', score: 0 },
      ],
      system: 'Be strict',
    },
    { grader: 'all', threshold: 0.5, all: [{ grader: 'similar', threshold: 0.9 }, { grader: 'includes' }] },
    { grader: 'is-json', value: '{"type":"object"}' },
  ])
})
