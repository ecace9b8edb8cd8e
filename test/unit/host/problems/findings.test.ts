import assert from 'node:assert/strict'
import test from 'node:test'
import { inspect } from '../../../../src/evals/preparing/inspect.ts'
import { valuesOf } from '../../../../src/host/completion/values.ts'
import { boundSet, type Finding, findingsOf } from '../../../../src/host/problems/findings.ts'
import { editBetween, fixesFor, renamed, withPlaceholder } from '../../../../src/host/problems/quickFixes.ts'
import { promptsOf } from '../../../../src/host/prompts/promptsOf.ts'
import { failure, success } from '../../../../src/problem/outcome.ts'
import type { Files } from '../../../../src/prompts/promptFile.ts'
import { readPromptFile } from '../../../../src/prompts/readPromptFile.ts'

const prompt = '---\ndescription: x\n---\nSort the mail.\n\n{{mail}}\n'

/** Files of a folder `/w`. */
function disk(contents: Readonly<Record<string, string>>): Files {
  const paths = Object.keys(contents).map(name => `/w/${name}`)
  return {
    read: async path => {
      const text = contents[path.slice('/w/'.length)]
      return text === undefined
        ? failure({ code: 'file-not-found', place: { path } })
        : success(new TextEncoder().encode(text))
    },
    list: async folder => {
      const inside = paths.filter(path => path.startsWith(`${folder.replace(/\/$/, '')}/`))
      const names = inside.map(path => path.slice(folder.replace(/\/$/, '').length + 1))
      return [...new Set(names.map(name => name.replace(/\/.*/, '/')))]
    },
  }
}

async function examined(contents: Readonly<Record<string, string>>) {
  const files = disk(contents)
  const inspection = await inspect('/w/a.prompt.md', { files, root: '/w' })
  return { findings: await findingsOf(inspection, files), evalSet: boundSet(inspection) }
}

const said = ({ problem, path, line, columns, severity }: Finding) =>
  `${path.slice(3)}:${line}${columns ? `:${columns.join('-')}` : ''} ${severity} ${problem.code}`

for (const [title, contents, expected] of [
  ['a prompt whose cases fill it', { 'a.eval.yaml': '- {mail: x, expected: y}' }, []],
  ['a prompt without an eval set', {}, ['a.prompt.md:4 hint no-eval-set']],
  [
    'two eval sets that could be meant',
    { 'a.eval.yaml': '- {mail: x, expected: y}', 'a.eval.csv': 'mail,expected\nx,y' },
    ['a.prompt.md:4 warning ambiguous-eval-set'],
  ],
  [
    'a placeholder that no case fills, and a variable that nothing asks for',
    { 'a.eval.yaml': 'cases:\n  - id: a\n    vars:\n      text: x\n      other: z\n    expected: y\n' },
    [
      'a.prompt.md:6:0-8 warning unfilled-placeholder',
      'a.eval.yaml:4:6-10 information unused-variable',
      'a.eval.yaml:5:6-11 information unused-variable',
    ],
  ],
  [
    'a placeholder that one case lacks',
    { 'a.eval.jsonl': '{"mail":"x","expected":"y"}\n{"expected":"y"}' },
    ['a.eval.jsonl:2 error missing-variable'],
  ],
  [
    'a variable that only a grader asks for',
    { 'a.eval.yaml': 'grader: {name: includes, value: "{{topic}}"}\ncases:\n  - {mail: x, topic: y, expected: z}' },
    [],
  ],
  [
    'a grader that there is not',
    { 'a.eval.yaml': 'grader:\n  - number\n  - includs\ncases:\n  - {mail: x, expected: y}' },
    ['a.eval.yaml:3:4-11 error unknown-grader'],
  ],
  [
    'a grader named by its type, in a row that has another type',
    { 'a.eval.jsonl': '{"mail":"x","type":"a","expected":"y","grader":{"type": "is-json"}}' },
    ['a.eval.jsonl:1:13-17 information unused-variable', 'a.eval.jsonl:1:49-53 error unnamed-grader'],
  ],
  [
    'a key that nothing reads',
    { 'a.eval.yaml': 'graders: [is-json]\nowner: me\ncases:\n  - {mail: x, expected: y}' },
    ['a.eval.yaml:1:0-7 error misnamed-key', 'a.eval.yaml:2:0-5 warning unread-key'],
  ],
  [
    'an id that is used twice',
    { 'a.eval.yaml': '- {id: a, mail: x, expected: y}\n- {id: a, mail: z, expected: y}' },
    ['a.eval.yaml:2:7-8 warning duplicate-id'],
  ],
  [
    'a row that is broken',
    { 'a.eval.jsonl': '{"mail":"x","expected":"y"}\n{"mail":' },
    ['a.eval.jsonl:2 error broken-row'],
  ],
] as const)
  test(`said of ${title}`, async () => {
    const { findings } = await examined({ 'a.prompt.md': prompt, ...contents })
    assert.deepEqual(findings.map(said).sort(), [...expected].sort())
  })

test('nothing is unused where the whole case follows the prompt', async () => {
  const { findings } = await examined({ 'a.prompt.md': 'Sort the mail.', 'a.eval.yaml': '- {mail: x, expected: y}' })
  assert.deepEqual(findings, [])
})

test('a byte order mark and Windows line ends do not move what is said', async () => {
  const { findings } = await examined({
    'a.prompt.md': '\uFEFF{{mial}} {{mail}}\r\n\r\n{{mial}}\r\n',
    'a.eval.yaml': '- {mail: x, expected: y}',
  })
  assert.deepEqual(findings.map(said), [
    'a.prompt.md:1:0-8 warning unfilled-placeholder',
    'a.prompt.md:3:0-8 warning unfilled-placeholder',
  ])
})

for (const [title, contents, expected] of [
  ['no eval set', {}, ['Create eval set', 'Choose eval set…']],
  [
    'more than one',
    { 'a.eval.yaml': '- {mail: x, expected: y}', 'a.eval.csv': 'mail,expected\nx,y' },
    ['Use a.eval.yaml as the eval set', 'Use a.eval.csv as the eval set', 'Choose eval set…'],
  ],
  [
    'a misspelt placeholder',
    { 'a.eval.yaml': '- {mails: x, expected: y}' },
    ['Change to "mails"', 'Open the eval set', 'Insert {{mails}} into the prompt'],
  ],
  [
    'a misspelt grader',
    { 'a.eval.yaml': 'grader: start-with\ncases:\n  - {mail: x, expected: y}' },
    ['Change to "starts-with"', 'Change to "ends-with"'],
  ],
  [
    'a contradiction',
    { 'a.eval.yaml': '- {id: one, mail: x, expected: y}\n- {id: two, mail: x, expected: z}' },
    ['Expect "y", as "one" does', 'Drop this case', 'Mark as disputed: it is not scored'],
  ],
] as const)
  test(`offered for ${title}: ${expected.join(', ')}`, async () => {
    const { findings, evalSet } = await examined({ 'a.prompt.md': prompt, ...contents })
    const titles = findings.flatMap(finding => fixesFor(finding, evalSet).map(fix => fix.title))
    assert.deepEqual(titles.slice(0, expected.length), expected)
  })

for (const [path, source, expected] of [
  ['a.prompt.md', 'Sort.\n', 'Sort.\n\n{{mail}}\n'],
  ['a.prompt.md', 'Sort.\r\n', 'Sort.\r\n\r\n{{mail}}\r\n'],
  [
    'a.prompt.yml',
    'messages:\n  - role: user\n    content: |-\n      Sort.\n      Now.\nname: x\n',
    'messages:\n  - role: user\n    content: |-\n      Sort.\n      Now.\n\n      {{mail}}\nname: x\n',
  ],
] as const)
  test(`a placeholder is put into ${JSON.stringify(source)} and nothing else changes`, () => {
    const file = readPromptFile(path, source)
    assert.ok(file.ok)
    const written = withPlaceholder(file.value, 'mail')
    assert.equal(written, expected)
    const { start, end, text } = editBetween(source, expected)
    assert.equal(source.slice(0, start) + text + source.slice(end), expected)
    assert.equal(start, end)
  })

test('a placeholder keeps its notation when its name is mended', () => {
  assert.equal(renamed('{{ mial }}', 'mial', 'mail'), '{{ mail }}')
  assert.equal(renamed(`\${input:in:say in}`, 'in', 'mail'), `\${input:mail:say in}`)
  assert.equal(renamed('includs', 'includs', 'includes'), 'includes')
})

test('the prompts of an eval set are found backwards', async () => {
  const files = disk({
    'a.prompt.md': prompt,
    'b.prompt.md': prompt,
    'a.eval.yaml': '[]',
    'evals/b.jsonl': '',
    'c/c.prompt.md': prompt,
    'c/c.eval/test.jsonl': '',
    'c/c.eval/eval.jsonl': '',
  })
  const find = (path: string) => promptsOf(`/w/${path}`, { files, root: '/w', chosen: () => undefined })
  assert.deepEqual(await find('a.eval.yaml'), ['/w/a.prompt.md'])
  assert.deepEqual(await find('evals/b.jsonl'), ['/w/b.prompt.md'])
  assert.deepEqual(await find('c/c.eval/test.jsonl'), ['/w/c/c.prompt.md'])
  assert.deepEqual(await find('z.eval.yaml'), [])
})

test('the values of a placeholder are few, short, on one line and counted', () => {
  const cases = ['a', 'b', 'a', 'c', 'd\n`e`', '', `${'x'.repeat(99)}`].map((mail, index) => ({
    id: `${index}`,
    vars: { mail },
    expected: [],
  }))
  assert.deepEqual(valuesOf('mail', cases), { values: ['a', 'b', 'c', 'd `e`', '(empty)'], distinct: 6, filled: 7 })
  assert.deepEqual(valuesOf('mail', cases.slice(-1)).values, [`${'x'.repeat(79)}…`])
  assert.deepEqual(valuesOf('other', cases), { values: [], distinct: 0, filled: 0 })
})
