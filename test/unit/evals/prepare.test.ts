import assert from 'node:assert/strict'
import test from 'node:test'
import { prepare } from '../../../src/evals/preparing/prepare.ts'
import { sentence } from '../../../src/problem/sentences.ts'
import { filesOf } from './files.ts'

const md = 'Count what {{input}} lists.\n'
const rows = '{"input":"a","expected":"1"}\n'
const yml = [
  'messages:',
  '  - role: system',
  '    content: Name the city.',
  '  - role: user',
  '    content: "{{text}}"',
  'testData:',
  '  - {text: I live in Oslo, city: Oslo}',
  '  - {text: I live in Rome, city: Rome}',
  'evaluators:',
  '  - name: has',
  '    string: {contains: "{{city}}", startsWith: ""}',
  '',
].join('\n')

const folder = {
  '/w/s/train.jsonl': rows,
  '/w/s/eval.jsonl': rows,
  '/w/s/test.jsonl': `${rows}{"input":"b","expected":"2"}`,
}

/** Files beside the prompt, the eval set chosen, and how it is paired or why not. */
const pairings: readonly (readonly [string, Record<string, string>, string | undefined, string])[] = [
  ['/w/p/a.prompt.md', { '/w/p/a.eval.jsonl': rows }, undefined, 'sibling /w/p/a.eval.jsonl'],
  ['/w/p/a.prompt.md', { '/w/p/a.eval.csv': 'input,expected\na,1\n' }, undefined, 'sibling /w/p/a.eval.csv'],
  ['/w/p/a.prompt.md', { '/w/p/a.eval/dev.jsonl': rows }, undefined, 'folder /w/p/a.eval/'],
  ['/w/p/a.prompt.md', { '/w/p/evals/a/validation.jsonl': rows }, undefined, 'folder /w/p/evals/a/'],
  ['/w/p/a.prompt.md', { '/w/p/evals/a.jsonl': rows }, undefined, 'folder /w/p/evals/a.jsonl'],
  [
    '/w/p/a.prompt.md',
    { '/w/p/a.eval.jsonl': rows, '/w/p/evals/a.jsonl': rows },
    undefined,
    'sibling /w/p/a.eval.jsonl',
  ],
  ['/w/p/a.prompt.md', { '/w/p/a.eval.jsonl': rows, '/w/x.jsonl': rows }, 'x.jsonl', 'chosen /w/x.jsonl'],
  ['/w/p/a.prompt.md', { '/x.jsonl': rows }, '/x.jsonl', 'chosen /x.jsonl'],
  ['/w/p/a.prompt.md', folder, './s', 'chosen /w/s/'],
  ['/w/p/a.prompt.md', folder, '/w/s/', 'chosen /w/s/'],
  ['/w/p/a.prompt.md', {}, 's', 'file-not-found'],
  ['/w/p/a.prompt.md', {}, undefined, 'no-eval-set'],
  ['/w/p/a.prompt.md', { '/w/p/b.eval.jsonl': rows }, undefined, 'no-eval-set'],
  ['/w/p/a.prompt.md', { '/w/p/a.eval.jsonl': rows, '/w/p/a.eval.csv': rows }, undefined, 'ambiguous-eval-set'],
  ['/w/p/a.prompt.md', { '/w/p/a.eval/train.jsonl': rows }, undefined, 'missing-split'],
  [
    '/w/p/a.prompt.md',
    { '/w/p/a.eval/eval.jsonl': rows, '/w/p/a.eval/dev.jsonl': rows },
    undefined,
    'ambiguous-eval-set',
  ],
  ['/w/p/a.prompt.yml', {}, undefined, 'in-file /w/p/a.prompt.yml'],
]

for (const [path, beside, chosen, expected] of pairings)
  test(`With ${Object.keys(beside).join(' and ') || 'nothing'} beside it, ${path} gives ${expected}`, async () => {
    const files = filesOf({ '/w/p/a.prompt.md': md, '/w/p/a.prompt.yml': yml, ...beside })
    const outcome = await prepare(path, { files, root: '/w', ...(chosen && { evalSet: chosen }) })
    const { pairedBy, path: found } = outcome.ok ? outcome.value.pairing : {}
    assert.equal(outcome.ok ? `${pairedBy} ${found}` : outcome.problem.code, expected)
  })

test('A folder of splits gives cases with their split, unique ids and their own file', async () => {
  const files = filesOf({ '/w/p/a.prompt.md': md, ...folder, '/w/s/format.jsonl': '{"input":"e","target":"9"}' })
  const outcome = await prepare('/w/p/a.prompt.md', { files, root: '/w', evalSet: 's' })
  assert.ok(outcome.ok)
  const { cases, exemplars } = outcome.value.evalSet
  assert.deepEqual(
    cases.map(({ split, path, line }) => `${split} ${path}:${line}`),
    ['train /w/s/train.jsonl:1', 'validation /w/s/eval.jsonl:1', 'test /w/s/test.jsonl:1', 'test /w/s/test.jsonl:2'],
  )
  assert.equal(cases[1]?.id, `validation-${cases[0]?.id}`)
  assert.deepEqual(exemplars[0]?.expected, ['9'])
})

test('Cases in a prompt file keep the meaning of their evaluators', async () => {
  const outcome = await prepare('/w/p/a.prompt.yml', { files: filesOf({ '/w/p/a.prompt.yml': yml }), root: '/w' })
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.value.evalSet.checks, [
    { grader: 'includes', value: '{{city}}', ignoreCase: true, metric: 'has' },
  ])
  assert.deepEqual(
    outcome.value.evalSet.cases.map(({ vars, expected, line }) => [vars.city, expected, line]),
    [
      ['Oslo', [], 7],
      ['Rome', [], 8],
    ],
  )
})

test('An answer that a check of the prompt file names stays a variable', async () => {
  const source = yml.replaceAll('city', 'output')
  const outcome = await prepare('/w/p/a.prompt.yml', { files: filesOf({ '/w/p/a.prompt.yml': source }), root: '/w' })
  assert.ok(outcome.ok)
  assert.equal(outcome.value.evalSet.cases[0]?.vars.output, 'Oslo')
})

test('An expected answer in a prompt file never becomes a variable, so that it is not told to the model', async () => {
  const source = yml.replaceAll('city', 'expected')
  const outcome = await prepare('/w/p/a.prompt.yml', { files: filesOf({ '/w/p/a.prompt.yml': source }), root: '/w' })
  assert.ok(outcome.ok)
  const [evalCase] = outcome.value.evalSet.cases
  assert.deepEqual([evalCase?.vars, evalCase?.expected], [{ text: 'I live in Oslo' }, ['Oslo']])
})

test('The only variable of a case fills the only placeholder of the prompt', async () => {
  const files = filesOf({ '/w/a.prompt.md': 'Sum {{numbers}}', '/w/a.eval.jsonl': '{"question":"1 2","target":"3"}' })
  const outcome = await prepare('/w/a.prompt.md', { files, root: '/w' })
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.value.evalSet.cases[0]?.vars, { numbers: '1 2' })
})

test('The only question of a chat fills the only placeholder, and a longer chat is sent as it stands', async () => {
  const system = { role: 'system', content: 's' }
  const [question, answer] = [
    { role: 'user', content: 'q' },
    { role: 'assistant', content: 'a' },
  ]
  const rows = [{ input: [system, question], ideal: 'x' }, { messages: [question, answer, question, answer] }]
  const contents = { '/w/a.eval.jsonl': rows.map(row => JSON.stringify(row)).join('\n') }
  const filled = await prepare('/w/a.prompt.md', {
    files: filesOf({ ...contents, '/w/a.prompt.md': '{{q}}?' }),
    root: '/w',
  })
  assert.deepEqual(!filled.ok && [filled.problem.code, filled.problem.place?.line], ['missing-variable', 2])
  const sent = await prepare('/w/a.prompt.md', { files: filesOf({ ...contents, '/w/a.prompt.md': 'Ask' }), root: '/w' })
  assert.ok(sent.ok)
  assert.deepEqual(
    sent.value.evalSet.cases.map(({ messages, expected }) => [messages, expected]),
    [
      [[system, question], ['x']],
      [[question, answer, question], ['a']],
    ],
  )
  const one = await prepare('/w/a.prompt.md', {
    files: filesOf({ '/w/a.eval.jsonl': JSON.stringify(rows[0]), '/w/a.prompt.md': '{{q}}?' }),
    root: '/w',
  })
  assert.ok(one.ok)
  assert.deepEqual([one.value.evalSet.cases[0]?.vars, one.value.evalSet.cases[0]?.messages], [{ q: 'q' }, undefined])
})

test('A case that needs an agent is left out, and the others stand; where none is left, the first says why', async () => {
  const evals = (...files: readonly string[][]) =>
    JSON.stringify({ evals: files.map(names => ({ prompt: 'a', assertions: ['b'], files: names })) })
  const skill = '---\nname: s\ndescription: d\n---\nDo it.\n'
  const prepared = (source: string) =>
    prepare('/w/s/SKILL.md', {
      files: filesOf({ '/w/s/SKILL.md': skill, '/w/s/evals/evals.json': source }),
      root: '/w',
    })
  const some = await prepared(evals(['f'], []))
  assert.deepEqual(some.ok && [some.value.evalSet.cases.length, some.value.evalSet.problems.length], [1, 1])
  const none = await prepared(evals(['f'], ['g']))
  assert.equal(!none.ok && none.problem.code, 'unsupported-case')
})

test('The judges that GitHub Models had are written anew, and those in the file are taken as they stand', async () => {
  const source = `${yml.replaceAll('city', 'expected')}  - {name: close, uses: github/similarity}
  - name: kind
    llm: {modelId: m, prompt: "Rate {{completion}}", systemPrompt: "Be {{kind}}", choices: [{choice: Good, score: 1}, {choice: bad, score: 0}]}
`
  const outcome = await prepare('/w/p/a.prompt.yml', { files: filesOf({ '/w/p/a.prompt.yml': source }), root: '/w' })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const [, similarity, kind] = outcome.value.evalSet.checks
  assert.equal(outcome.value.evalSet.dialect, 'github')
  assert.match(similarity?.value ?? '', /\{\{expected\}\}[\s\S]*\{\{completion\}\}/)
  assert.deepEqual(
    similarity?.choices?.map(({ choice, score }) => `${choice}=${score}`),
    ['5=1', '4=0.75', '3=0.5', '2=0.25', '1=0'],
  )
  assert.deepEqual(kind, {
    grader: 'judge',
    value: 'Rate {{completion}}',
    system: 'Be {{kind}}',
    choices: [
      { choice: 'Good', score: 1 },
      { choice: 'bad', score: 0 },
    ],
    metric: 'kind',
  })
})

/** The prompt, its eval set and the problem that stops it, with its place. */
const stops: readonly (readonly [prompt: string, cases: string | Uint8Array, problem: string])[] = [
  ['Sum {{a}} {{b}}', '- {a: 1, b: 2, expected: 3}\n- {a: 1, expected: 3}\n', 'missing-variable /w/a.eval.yaml:2'],
  ['Sum', '- {a: 1, expected: 3}\n- {a: 1}\n', 'missing-expected /w/a.eval.yaml:2'],
  ['Sum', '- {a: 1, expected: 3}\n- 7\n', 'broken-row /w/a.eval.yaml:2'],
  ['Sum', 'grader: nope\ncases: [{a: 1}]\n', 'unknown-grader /w/a.eval.yaml:1'],
  ['Sum', '[]', 'eval-set-empty /w/a.eval.yaml:undefined'],
  ['Sum', Uint8Array.of(0xff, 0xfe), 'not-utf8 /w/a.eval.yaml:undefined'],
  [' \n', '- {a: 1, expected: 3}', 'prompt-empty /w/a.prompt.md:2'],
]

for (const [prompt, cases, expected] of stops)
  test(`${JSON.stringify(prompt)} with ${JSON.stringify(String(cases))} stops with ${expected}`, async () => {
    const files = filesOf({ '/w/a.prompt.md': prompt, '/w/a.eval.yaml': cases })
    const outcome = await prepare('/w/a.prompt.md', { files, root: '/w' })
    assert.ok(!outcome.ok)
    const { code, place } = outcome.problem
    assert.equal(`${code} ${place?.path}:${place?.line}`, expected)
  })

test('A case without a value for a placeholder is told with the names that it has', async () => {
  const files = filesOf({ '/w/a.prompt.md': '{{q}}?', '/w/a.eval.yaml': '- {input: 1, solution: 2, expected: 3}\n' })
  const outcome = await prepare('/w/a.prompt.md', { files, root: '/w' })
  assert.ok(!outcome.ok && outcome.problem.code === 'missing-variable')
  assert.deepEqual(outcome.problem.given, ['input', 'solution'])
})

test('Two cases of one id do not stop a prompt', async () => {
  const files = filesOf({ '/w/a.prompt.md': 'Sum', '/w/a.eval.yaml': '- &a {id: x, q: 1, expected: 2}\n- *a\n' })
  const outcome = await prepare('/w/a.prompt.md', { files, root: '/w' })
  assert.deepEqual(outcome.ok && outcome.value.evalSet.cases.map(({ id }) => id), ['x', 'x-2'])
})

for (const evaluator of ['{name: j, uses: github/beauty}', '{name: j, llm: {prompt: x}}', '{name: j, string: {}}'])
  test(`The evaluator ${evaluator} is told to be unsupported, on its line`, async () => {
    const source = `${yml}  - ${evaluator}\n`
    const outcome = await prepare('/w/p/a.prompt.yml', { files: filesOf({ '/w/p/a.prompt.yml': source }), root: '/w' })
    assert.ok(!outcome.ok && outcome.problem.code === 'unsupported-evaluator')
    assert.deepEqual([outcome.problem.name, outcome.problem.place?.line], ['j', 12])
  })

test('A target can be chosen, and one that is not there is told with those that are', async () => {
  const files = filesOf({ '/w/p/a.prompt.yml': yml })
  const chosen = await prepare('/w/p/a.prompt.yml', { files, root: '/w', target: 'messages[1]' })
  assert.equal(chosen.ok && chosen.value.target.text, '{{text}}')
  const unknown = await prepare('/w/p/a.prompt.yml', { files, root: '/w', target: 'body' })
  assert.equal(!unknown.ok && unknown.problem.code, 'unknown-target')
})

const brokenAfter = (whole: number, broken: number): string =>
  [
    ...Array.from({ length: whole }, (_, at) => `- {q: ${at}, expected: 1}`),
    ...Array.from({ length: broken }, () => '- text'),
  ].join('\n')

test('one broken row of 49 is left out, and told with its line', async () => {
  const files = filesOf({ '/w/a.prompt.md': 'Say {{q}}.', '/w/a.eval.yaml': brokenAfter(48, 1) })
  const prepared = await prepare('/w/a.prompt.md', { files, root: '/w' })
  assert.ok(prepared.ok, JSON.stringify(prepared))
  assert.equal(prepared.value.evalSet.cases.length, 48)
  const [told, ...more] = prepared.value.evalSet.problems.map(sentence)
  assert.match(
    told ?? '',
    /^\/w\/a\.eval\.yaml:49: 1 case is left out: The row cannot be used as a case: .* The other cases count\.$/,
  )
  assert.deepEqual(more, [])
})

test('a set of which more than a tenth is broken is not scored', async () => {
  const files = filesOf({ '/w/a.prompt.md': 'Say {{q}}.', '/w/a.eval.yaml': brokenAfter(8, 1) })
  const prepared = await prepare('/w/a.prompt.md', { files, root: '/w' })
  assert.ok(!prepared.ok && prepared.problem.code === 'broken-row')
})
