import assert from 'node:assert/strict'
import test from 'node:test'
import { placesFor } from '../../../src/evals/pairing.ts'
import { prepare } from '../../../src/evals/prepare.ts'
import type { Files } from '../../../src/prompts/promptFile.ts'
import { encodeUtf8 } from '../../../src/text/utf8.ts'

/** A file system that lists folders from the paths it holds. */
function filesOf(contents: Readonly<Record<string, string | Uint8Array>>): Files {
  return {
    async read(path) {
      const content = Object.hasOwn(contents, path) ? contents[path] : undefined
      return typeof content === 'string' ? encodeUtf8(content) : content
    },
    async list(folder) {
      const prefix = folder.endsWith('/') ? folder : `${folder}/`
      const inside = Object.keys(contents).flatMap(path => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []))
      return [...new Set(inside.map(rest => rest.replace(/\/.*/, '/')))]
    },
  }
}

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
  assert.deepEqual(outcome.value.evalSet.checks, [{ grader: 'includes', value: '{{city}}', ignoreCase: true }])
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
  const [item] = outcome.value.evalSet.cases
  assert.deepEqual([item?.vars, item?.expected], [{ text: 'I live in Oslo' }, ['Oslo']])
})

test('The only variable of a case fills the only placeholder of the prompt', async () => {
  const files = filesOf({ '/w/a.prompt.md': 'Sum {{numbers}}', '/w/a.eval.jsonl': '{"question":"1 2","target":"3"}' })
  const outcome = await prepare('/w/a.prompt.md', { files, root: '/w' })
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.value.evalSet.cases[0]?.vars, { numbers: '1 2' })
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

test('Two cases of one id do not stop a prompt', async () => {
  const files = filesOf({ '/w/a.prompt.md': 'Sum', '/w/a.eval.yaml': '- &a {id: x, q: 1, expected: 2}\n- *a\n' })
  const outcome = await prepare('/w/a.prompt.md', { files, root: '/w' })
  assert.deepEqual(outcome.ok && outcome.value.evalSet.cases.map(({ id }) => id), ['x', 'x-2'])
})

for (const evaluator of ['{name: j, uses: github/similarity}', '{name: j, llm: {prompt: x}}', '{name: j, string: {}}'])
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

test('Places for an eval set are named after the prompt file', () => {
  assert.equal(placesFor('/w/p/sum.prompt.yaml')[0], 'sum.eval.yaml')
})
