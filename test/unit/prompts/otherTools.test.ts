import assert from 'node:assert/strict'
import test from 'node:test'
import { bound } from '../../../src/evals/preparing/fitting.ts'
import { readEvalSet } from '../../../src/evals/reading/readEvalSet.ts'
import { findPromptFiles } from '../../../src/prompts/finding/discover.ts'
import { readPrompt, readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { render, unevaluatedFor, unusedLogicFor } from '../../../src/prompts/rendering.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'
import { readRequested, requestedFrom } from '../../../src/prompts/requestedPrompt.ts'
import { filesOf } from '../evals/files.ts'

function read(path: string, source: string) {
  const file = readPromptFile(path, source)
  assert.ok(file.ok, JSON.stringify(file))
  return file.value
}

/** Where each tool keeps its texts, and what they are read as. */
const places: readonly (readonly [path: string, format: string])[] = [
  ['/w/.claude/commands/review.md', 'prompt-md'],
  ['/w/.claude/commands/git/commit.md', 'prompt-md'],
  ['/w/GEMINI.md', 'agents-md'],
  ['/w/.cursor/rules/style.mdc', 'instructions-md'],
  ['/w/.cursor/rules/web/css.mdc', 'instructions-md'],
  ['/w/rules/svelte.mdc', 'instructions-md'],
  ['/w/.cursorrules', 'instructions-md'],
  ['/w/.clinerules', 'instructions-md'],
  ['/w/.clinerules/01-style.md', 'instructions-md'],
  ['/w/.windsurf/rules/style.md', 'instructions-md'],
  ['/w/.windsurfrules', 'instructions-md'],
  ['/w/data/patterns/summarize/system.md', 'instructions-md'],
]

for (const [path, format] of places)
  test(`${path} is read as ${format}`, () => assert.equal(read(path, 'Be brief.\n').format, format))

/** Files whose name says little, and what says what they are. */
const contents: readonly (readonly [path: string, source: string, format: string])[] = [
  ['/w/a/triage.yml', 'messages:\n  - {role: user, content: "Sort {{x}}"}\ntestData: [{x: a}]\n', 'prompt-yml'],
  ['/w/a/triage.yaml', 'messages:\n  - {role: user, content: Sort}\nevaluators: []\n', 'prompt-yml'],
  ['/w/a.prompt.yaml', 'template: Say {{name}}\ntemplate_format: handlebars\n', 'semantic-kernel'],
  ['/w/a.prompt.yaml', 'messages:\n  - {role: user, content: x}\ntemplate: y\n', 'prompt-yml'],
  ['/w/promptfooconfig.prod.yaml', 'prompts: ["Say {{x}}"]\nproviders: [a]\n', 'promptfoo'],
  ['/w/plugins/a/agents/tester.md', '---\nname: tester\ndescription: Tests\n---\nTest it.\n', 'agent-md'],
  ['/w/plugins/a/commands/git/commit.md', '---\ndescription: Commits\n---\nCommit $ARGUMENTS.\n', 'prompt-md'],
  // Documents lie in such folders too, and an explicitly named one is a text.
  ['/w/docs/agents/intro.md', '# Agents\n\nname: and description: in prose.\n', 'text'],
  ['/w/docs/commands/list.md', '---\ntitle: Commands\n---\nAll of them.\n', 'text'],
  ['/w/promptfooconfig-2.json', '{"prompts": ["Say {{x}}"]}', 'promptfoo'],
]

for (const [path, source, format] of contents)
  test(`${path} is ${format} by what it holds: ${source.slice(0, 24)}`, () =>
    assert.equal(read(path, source).format, format))

test('agents and commands of a plugin are found by their headers, however many there are, and documents are not', async () => {
  const agents = Array.from({ length: 30 }, (_, at) => [
    `/w/plugins/a/agents/a${at}.md`,
    `---\nname: a${at}\ndescription: Does ${at}\n---\nDo ${at}.\n`,
  ])
  const files = filesOf({
    ...Object.fromEntries(agents),
    '/w/plugins/a/agents/README.md': '---\nname: x\ndescription: y\n---\nRead.\n',
    '/w/plugins/a/agents/notes.md': 'Nothing.\n',
    '/w/plugins/a/commands/go.md': '---\ndescription: Goes\n---\nGo.\n',
    '/w/docs/commands/list.md': '---\ntitle: Commands\n---\nAll.\n',
  })
  const found: string[] = []
  for await (const path of findPromptFiles('/w', files)) found.push(path)
  assert.equal(found.length, 31)
  assert.ok(found.every(path => path.startsWith('/w/plugins/a/') && !/README|notes/.test(path)))
})

test("a text with Semantic Kernel's variables is filled as that tool fills it", () => {
  const file = read('/w/Plugins/Writer/Prompts/Letter.prompt', 'Write to {{$name}} in {{ $tone }} words.\n')
  assert.equal(file.language, 'semantic-kernel')
  assert.deepEqual(file.targets[0]?.placeholders, ['name', 'tone'])
  assert.deepEqual(file.problems, [])
})

test("the globs in a header of Cursor's are no fault of the file", () => {
  const source = '---\nglobs: **/*.{ts,tsx},*.js\nalwaysApply: false\n---\nUse const.\n'
  const file = read('/w/.cursor/rules/style.mdc', source)
  assert.deepEqual(file.problems, [])
  const written = replaceTarget(file, 'body', 'Use const.\n\nNever var.')
  assert.ok(written.ok)
  assert.equal(written.value, source.replace('Use const.', 'Use const.\n\nNever var.'))
})

test('a LangChain prompt that only another parser reads is told with its line', () => {
  const file = readPromptFile('/w/prompts/a.yaml', '_type: prompt\ntemplate: "a\n  {x}\nb: [\n')
  assert.ok(!file.ok)
  assert.equal(file.problem.code, 'prompt-unparsable')
  assert.ok((file.problem.place?.line ?? 0) >= 2)
})

/** What a file itself fills its placeholders with, where a case does not: the form each tool has for it. */
const defaults: readonly (readonly [path: string, source: string])[] = [
  ['/w/a.prompt', '---\nmodel: m\ninput:\n  default: {style: plain}\n---\nSay {{q}} in a {{style}} way.'],
  ['/w/a.prompty', '---\nname: a\ninputs:\n  style: {type: string, default: plain}\n---\nuser:\nSay {{q}}, {{style}}.'],
  [
    '/w/b.prompty',
    '---\nname: a\nmodel: m\ninputs:\n  - {name: style, default: plain}\n---\nuser:\nSay {{q}}, {{style}}.',
  ],
  ['/w/c.prompty', '---\nname: a\nmodel: m\ninputs: {style: plain}\n---\nuser:\nSay {{q}}, {{style}}.'],
  ['/w/d.prompty', '---\nname: a\ninputs: {style: {sample: plain}}\n---\nuser:\nSay {{q}}, {{style}}.'],
  ['/w/e.prompty', '---\nname: a\nsample: {style: plain}\n---\nuser:\nSay {{q}}, {{style}}.'],
  [
    '/w/f.prompt.yaml',
    'template: "Say {{$q}}, {{$style}}."\ninput_variables: [{name: q, default: ""}, {name: style, default: plain}]\n',
  ],
]

for (const [path, source] of defaults)
  test(`${path}: its default fills what a case leaves open, and nothing else`, () => {
    const file = read(path, source)
    const set = readEvalSet(
      '/w/a.eval.yaml',
      'cases:\n- {input: hi, expected: x}\n- {q: ho, style: odd, expected: x}\n',
    )
    assert.ok(set.ok)
    assert.deepEqual(
      bound(set.value, ['q', 'style'], file.defaults).cases.map(({ vars }) => vars),
      [
        { q: 'hi', style: 'plain' },
        { q: 'ho', style: 'odd' },
      ],
    )
  })

/** What promptl-ai 0.12 sends of the first message, by its own run. */
const sent: readonly (readonly [source: string, x: string, content: string])[] = [
  ['a /* c */ b {{x}}', '1', 'a  b 1'],
  ['<system>\n  One /* c */\n  /* own line */\n  two {{x}}\n</system>', 'p\nq', 'One \n  \n  two p\nq'],
  ['<user>\n    A\n      {{x}}\n</user>', 'p\nq', 'A\n      p\nq'],
  ['<user>\n    A\n      {{x}}\n</user>', 'p', 'A\n  p'],
  ['Be brief. {{x}}', '  p  ', 'Be brief.   p'],
  ['{{x}}\n  two\n{{x}}', '  p  ', 'p  \ntwo\np'],
  ['<user>{{x}}</user>', ' p\n', 'p'],
  ['<!-- c --> hi {{x}}', 'p', 'hi p'],
  ['a <!-- {{y}} --> b {{x}}', 'p', 'a  b p'],
  ['<!-- <user>z</user> -->{{x}}', 'p', 'p'],
]

for (const [source, x, content] of sent)
  test(`PromptL sends ${JSON.stringify(content)}`, () => {
    const file = read('/w/a.promptl', source)
    const [target] = file.targets
    assert.ok(target)
    assert.equal(render(file, target.id, target.text, { x })[0]?.content, content)
  })

test('a .prompt without a header is sent with the line end that closes it', () => {
  const file = read('/w/a.prompt', 'Say {{x}}.\n')
  assert.equal(render(file, 'body', 'Say {{x}}.', { x: 'hi' })[0]?.content, 'Say hi.\n')
})

/** What Semantic Kernel keeps beside a text, and what it sends for x = 1, or the line with what is not evaluated here. */
const besides: readonly (readonly [settings: string | undefined, text: string, sent: string | number])[] = [
  [undefined, 'Say {{$x}} {{n}}', 1],
  [undefined, 'Say {{x}}', 'Say 1'],
  ['{}', 'Say {{$x}}', 'Say 1'],
  ['{"template_format": "semantic-kernel"}', 'Say {{x}}', 1],
  ['{"template_format": "handlebars"}', 'Say {{x}} and $5', 'Say 1 and $5'],
  ['{"template_format": "handlebars"}', 'Say\n{{$x}}', 2],
  ['{"template_format": "jinja2"}', 'Say {{ x }}{# c #}', 'Say 1'],
  [
    '{"input_variables": [{"name": "n", "default": 3}, {"name": "x", "default": "no"}]}',
    'Say {{$x}} {{$n}}',
    'Say 1 3',
  ],
]

for (const [settings, text, sent] of besides)
  test(`skprompt.txt beside ${settings ?? 'nothing'} sends ${JSON.stringify(text)} as ${sent}`, async () => {
    const files = filesOf({ '/w/a/skprompt.txt': text, ...(settings && { '/w/a/config.json': settings }) })
    const read = await readPrompt('/w/a/skprompt.txt', files)
    assert.ok(read.ok)
    const logic = unevaluatedFor(read.value, 'template')
    if (typeof sent === 'number') return assert.equal(logic?.place?.line, sent)
    assert.equal(logic, undefined)
    const vars = { ...read.value.defaults, x: '1' }
    assert.deepEqual(render(read.value, 'template', text, vars), [{ role: 'user', content: sent }])
    // What is written back and what a run reads again are read with the same settings.
    const again = readRequested(requestedFrom(read.value, 'template'))
    assert.deepEqual(again, read)
    assert.ok(replaceTarget(read.value, 'template', `${text} More.`).ok)
  })

test('settings beside a prompt that cannot be read are told on their line', async () => {
  const files = filesOf({ '/w/a/skprompt.txt': 'Say {{$x}}', '/w/a/config.json': '{\n  "template_format": \n}' })
  const read = await readPrompt('/w/a/skprompt.txt', files)
  assert.ok(!read.ok)
  assert.deepEqual(
    [read.problem.code, read.problem.place],
    ['prompt-unparsable', { path: '/w/a/config.json', line: 3 }],
  )
})

test('logic in another prompt of the file is told, and forbids nothing', () => {
  const file = read('/w/promptfooconfig.yaml', 'prompts:\n  - Say {{x}}\n  - "{% if x %}Say{% endif %}"\ntests: []\n')
  assert.equal(unevaluatedFor(file, 'prompts[0]'), undefined)
  assert.deepEqual(
    unusedLogicFor(file, 'prompts[0]').map(({ code, place }) => [code, place?.line]),
    [['unused-logic', 3]],
  )
  assert.deepEqual(unevaluatedFor(file, 'prompts[1]')?.place?.line, 3)
  assert.deepEqual(unusedLogicFor(file, 'prompts[1]'), [])
})

test('scenarios of the skill validator are cases where a model only has to answer', () => {
  const set = readEvalSet(
    '/w/tests/a/eval.yaml',
    [
      'scenarios:',
      '  - {name: plain, prompt: Ask, assertions: [{type: output_contains, value: hi}], rubric: [Is kind]}',
      '  - {name: built, prompt: Build, assertions: [{type: file_exists, path: a}]}',
      '  - {name: staged, prompt: Read, setup: {copy_test_files: true}, rubric: [Is kind]}',
    ].join('\n'),
  )
  assert.ok(set.ok)
  assert.deepEqual(
    set.value.cases.map(({ id, checks }) => [id, checks?.map(({ grader }) => grader)]),
    [['plain', ['includes', 'judge']]],
  )
  assert.deepEqual(
    set.value.problems.map(problem => ('id' in problem ? problem.id : problem.code)),
    ['built', 'staged'],
  )
})

test('data files are found as prompts by what they hold, whatever they are called, and not looked for among many', async () => {
  const yml = 'messages:\n  - {role: user, content: "Sort {{x}}"}\ntestData: [{x: a}]\n'
  const chain = '{"_type": "prompt", "input_variables": ["x"], "template": "Sort {x}"}'
  const kernel = 'template: Say {{$name}}\ntemplate_format: semantic-kernel\n'
  const contents = {
    '/w/models/triage.yml': yml,
    '/w/src/llm/sort.json': chain,
    '/w/src/qa_chain.json': chain,
    '/w/agents/greet.yaml': kernel,
    '/w/models/weights.json': '{"layers": 4}',
    '/w/src/data.json': chain,
    '/w/promptfooconfig.prod.yaml': 'prompts: [file://ask.txt]\nproviders: [a]\ntests: []\n',
    '/w/ask.txt': 'Ask {{x}}\n',
    '/w/lib/anything.yml': yml,
    '/w/lib/story.yaml': kernel,
    '/w/lib/hub.json': '{"lc": 1, "type": "constructor", "kwargs": {"input_variables": ["x"], "template": "Sort {x}"}}',
    '/w/lib/chat.json': '[{"role": "user", "content": "a chat of its own is data"}]',
    '/w/lib/book.yaml': 'template: 1\nmessages: 2\n',
    '/w/lib/long.json': `{"_type": "prompt", "template": "x", "more": "${'x'.repeat(100_000)}"}`,
    '/w/lib/package.json': chain,
    '/w/.hidden/sort.json': chain,
    ...Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`/w/data/${index}.json`, chain])),
  }
  const files = filesOf(contents)
  const read: string[] = []
  const watched = {
    list: (folder: string) => files.list(folder),
    read: (path: string) => {
      read.push(path)
      return files.read(path)
    },
  }
  const found: string[] = []
  for await (const path of findPromptFiles('/w', watched)) found.push(path)
  assert.deepEqual(found.sort(), [
    '/w/agents/greet.yaml',
    '/w/ask.txt',
    '/w/lib/anything.yml',
    '/w/lib/hub.json',
    '/w/lib/story.yaml',
    '/w/models/triage.yml',
    '/w/src/data.json',
    '/w/src/llm/sort.json',
    '/w/src/qa_chain.json',
  ])
  assert.deepEqual(
    read.filter(path => path.includes('/data/') || path.endsWith('package.json') || path.includes('/.hidden/')),
    [],
  )
})
