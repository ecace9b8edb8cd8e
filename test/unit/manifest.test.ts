import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import manifest from '../../package.json' with { type: 'json' }
import { settingsPage, settingsPath } from '../../scripts/settingsPage.ts'
import {
  commandNames,
  draftCommandNames,
  healthCommandNames,
  markCommandNames,
  routingCommandNames,
  runCommandNames,
} from '../../src/host/commandNames.ts'
import { promptNames } from '../../src/prompts/finding/globs.ts'
import { formatOf } from '../../src/prompts/readPromptFile.ts'
import { readSettings } from '../../src/settings/readSettings.ts'

const { commands, menus, configuration } = manifest.contributes

test('the contributed commands are those that the extension registers', () =>
  assert.deepEqual(
    commands.map(({ command }) => command).sort(),
    [
      ...commandNames,
      ...runCommandNames,
      ...routingCommandNames,
      ...healthCommandNames,
      ...draftCommandNames,
      ...markCommandNames,
    ]
      .map(name => `gpo.${name}`)
      .sort(),
  ))

test('every command has a title in the category GPO and an icon', () => {
  for (const { command, title, category, icon } of commands)
    assert.ok(title && category === 'GPO' && /^\$\([a-z-]+\)$/.test(icon), command)
})

test('optimizing is called the same wherever it is offered', () => {
  assert.equal(commands.find(({ command }) => command === 'gpo.optimize')?.title, 'Optimize Prompt')
  for (const place of ['explorer/context', 'editor/context', 'editor/title', 'commandPalette'] as const)
    assert.ok(
      menus[place].some(({ command }) => command === 'gpo.optimize'),
      place,
    )
})

const skillNames = '^(SKILL|Skill|skill)\\.md$'
const ofFile = /resourceFilename =~ \/(.+?)\/(?: \|\| resourcePath in gpo\.found\)|$| &&)/

test('menus are shown for prompt files, for those that a run is about, and in our own view, tests and comments', () => {
  for (const item of Object.values(menus).flat())
    assert.match(
      item.when,
      /resourceFilename =~|resourcePath in gpo\.(waiting|running|resumable|optimized)|^isWorkspaceTrusted$|^view == gpo\.prompts|^resourcePath =~ \/\\\.drafts|^controllerId == gpo|^commentController == gpo\.review|^false$/,
      item.command,
    )
})

test('every menu that asks for the name of the file asks for the same names', () => {
  const aboutSkills = new Set<string>([...routingCommandNames, 'draftQueries'].map(name => `gpo.${name}`))
  for (const { command, when } of Object.values(menus).flat()) {
    const names = ofFile.exec(when)?.[1]
    if (names === undefined) continue
    assert.equal(names, aboutSkills.has(command) ? skillNames : promptNames)
    // A prompt that no name tells of has the same menus once it was found.
    assert.equal(when.includes('resourcePath in gpo.found'), !aboutSkills.has(command), command)
  }
})

test('a prompt file that is not on disk, such as its committed version in a difference, has no menu of ours', () => {
  for (const { command, when } of Object.values(menus).flat())
    if (ofFile.test(when))
      assert.match(when, /^resourceScheme =~ \/\^\(file\|vscode-remote\)\$\/ && \(?resourceFilename/, command)
})

for (const [name, expected] of [
  ['a.prompt.md', true],
  ['a.prompt.yml', true],
  ['a.prompt.yaml', true],
  ['a.prompty', true],
  ['a.prompt', true],
  ['a.promptl', true],
  ['a.instructions.md', true],
  ['a.agent.md', true],
  ['SKILL.md', true],
  ['AGENTS.md', true],
  ['promptfooconfig.yaml', true],
  ['skprompt.txt', true],
  ['README.md', false],
  ['prompt.md', false],
  ['a.prompt.md.bak', false],
  ['a.yaml', false],
] as const)
  test(`${name} is ${expected ? 'a' : 'no'} prompt file, for menus as for the extension`, () => {
    assert.equal(new RegExp(promptNames).test(name), expected)
    assert.equal(formatOf(`/w/${name}`) !== undefined, expected)
  })

test('what sends anything to a model is offered in trusted folders only', () => {
  const sending = ['gpo.optimize', 'gpo.evaluate', 'gpo.chooseModels']
  for (const { command, when } of Object.values(menus).flat())
    if (sending.includes(command)) assert.match(when, /isWorkspaceTrusted/, command)
  for (const name of ['taskModel', 'optimizerModel', 'judgeModel', 'embeddingModel', 'endpoints', 'runner'])
    assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(`gpo.${name}`), name)
})

test('a prompt file in the workspace starts the extension', () => {
  const events = manifest.activationEvents.join(' ')
  for (const name of [
    'prompt.md',
    'prompt.yml',
    'prompt.yaml',
    'prompty',
    'promptl',
    'SKILL.md',
    'promptfooconfig.yaml',
  ]) {
    assert.match(events, new RegExp(`workspaceContains:[^ ]*${name.replace('.', '\\.')}`))
  }
})

test('the walkthrough leads through commands that exist, and each of its steps can be completed', () => {
  const known = new Set(commands.map(({ command }) => command))
  const [walkthrough] = manifest.contributes.walkthroughs
  for (const { id, description, completionEvents } of walkthrough?.steps ?? []) {
    assert.ok(completionEvents.length > 0, id)
    const named = [
      ...description.matchAll(/\(command:(gpo\.\w+)/g),
      ...completionEvents.join().matchAll(/onCommand:(gpo\.\w+)/g),
    ]
    for (const [, command = ''] of named) assert.ok(known.has(command), `${id}: ${command}`)
  }
})

test('the words for agents name tools that ask for a prompt file', () => {
  for (const { name, inputSchema, modelDescription } of manifest.contributes.languageModelTools) {
    assert.match(name, /^gpo_(evaluate|optimize)Prompt$/)
    assert.deepEqual(inputSchema.required, ['promptFile'])
    assert.match(modelDescription, /asks the user first/)
  }
})

const properties = new Map<
  string,
  {
    readonly default?: unknown
    readonly scope?: string
    readonly description?: unknown
    readonly markdownDescription?: unknown
  }
>(Object.entries(configuration.properties))

test('the defaults are settings that a run accepts, and every setting is read', () => {
  const read = new Set<string>()
  const settings = readSettings(name => {
    read.add(`gpo.${name}`)
    return properties.get(`gpo.${name}`)?.default
  })
  assert.ok(settings.ok)
  assert.deepEqual(
    [...properties.keys()].filter(name => !read.has(name)),
    [],
  )
  assert.equal(settings.value.run.evaluation, 'fast')
  assert.ok((settings.value.run.caps.calls ?? 0) > 0)
})

test('every setting has a default and a description, and addresses are not for a workspace to set', () => {
  for (const [name, schema] of properties)
    assert.ok('default' in schema && (schema.description ?? schema.markdownDescription), name)
  assert.equal(properties.get('gpo.endpoints')?.scope, 'machine')
})

test('what every object inherits is the name of no endpoint and of no model with a price', () => {
  const settings = readSettings(name => properties.get(`gpo.${name}`)?.default)
  assert.ok(settings.ok)
  for (const name of ['constructor', 'toString', '__proto__'])
    assert.deepEqual([settings.value.endpoints[name], settings.value.prices[name]], [undefined, undefined], name)
})

for (const [name, value] of [
  ['candidates', 0],
  ['candidates', 1.5],
  ['evaluation', 'slow'],
  ['taskTemperature', 3],
  ['maxUsd', 0],
  ['taskModel', 7],
  ['endpoints', { x: { baseUrl: 'ftp://x' } }],
  ['prices', { x: { input: -1, output: 1 } }],
] as const)
  test(`gpo.${name} of ${JSON.stringify(value)} is refused and named`, () => {
    const settings = readSettings(asked => (asked === name ? value : properties.get(`gpo.${asked}`)?.default))
    assert.equal(settings.ok, false)
    assert.ok(
      !settings.ok && settings.problem.code === 'bad-option' && settings.problem.option.startsWith(`gpo.${name}`),
    )
  })

test('the page of settings says what the manifest says; node scripts/settingsPage.ts writes it anew', () =>
  assert.equal(readFileSync(new URL(`../../${settingsPath}`, import.meta.url), 'utf8'), settingsPage()))
