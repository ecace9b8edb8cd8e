import assert from 'node:assert/strict'
import test from 'node:test'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { render, unevaluatedFor } from '../../../src/prompts/rendering.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'

/** What DotPrompt for .NET sends of a file, each message as its role and content, by its own code. */
const rows: readonly (readonly [what: string, source: string, sent: string])[] = [
  ['a user text alone is enough', 'prompts:\n  user: Say {{ x }}\n', 'user:Say 1'],
  [
    'a block keeps its line end',
    'prompts:\n  system: |\n    Be brief.\n  user: Say {{x}}\n',
    'system:Be brief.\n|user:Say 1',
  ],
  [
    'examples come before the system message',
    'prompts: {system: Be brief., user: "Say {{x}}"}\nfewShots:\n  - {user: a, response: b}\n',
    'user:a|assistant:b|system:Be brief.|user:Say 1',
  ],
  [
    'a default fills what a case leaves open',
    'config:\n  input:\n    default: {y: 2}\nprompts:\n  user: Say {{x}} {{y}}\n',
    'user:Say 1 2',
  ],
  [
    'JSON that a text asks for is not asked for twice',
    'output: {format: json}\nprompts: {system: Answer in JSON., user: "Say {{x}}"}\n',
    'system:Answer in JSON.|user:Say 1',
  ],
]

for (const [what, source, sent] of rows)
  test(`DotPrompt for .NET: ${what}`, () => {
    const file = readPromptFile('/w/a.prompt', source)
    assert.ok(file.ok, JSON.stringify(file))
    assert.equal(file.value.format, 'dotprompt-net')
    const messages = render(file.value, 'prompts.user', file.value.targets.at(-1)?.text ?? '', {
      ...file.value.defaults,
      x: '1',
    })
    assert.equal(messages.map(({ role, content }) => `${role}:${content}`).join('|'), sent)
    const written = replaceTarget(file.value, 'prompts.user', 'Tell {{x}}:\n- "briefly"')
    assert.ok(written.ok)
    assert.ok(readPromptFile('/w/a.prompt', written.value).ok)
  })

for (const [what, source, problem] of [
  [
    'logic is refused with its line',
    'prompts:\n  user: |\n    Hi\n    {% if x %}{{x}}{% endif %}\n',
    'template-logic:4',
  ],
  ['a file without a user text is told', 'name: a\nprompts:\n  system: Hi\n', 'prompt-unparsable:2'],
  [
    'JSON that no text asks for is refused, since DotPrompt adds words of its own',
    'config: {outputFormat: json}\nprompts:\n  user: Say {{x}}\n',
    'unasked-json:2',
  ],
  ['a broken file is told with its line', 'name: a\nprompts:\n  user: [\n', 'prompt-unparsable:4'],
] as const)
  test(`DotPrompt for .NET: ${what}`, () => {
    const file = readPromptFile('/w/a.prompt', source)
    const found = file.ok ? unevaluatedFor(file.value, 'prompts.user') : file.problem
    assert.equal(`${found?.code}:${found?.place?.line}`, problem)
  })

test('DotPrompt for .NET: the only text that asks for JSON keeps the word', () => {
  const file = readPromptFile('/w/a.prompt', 'config: {outputFormat: json}\nprompts: {user: Say x in JSON}\n')
  assert.ok(file.ok)
  assert.ok(replaceTarget(file.value, 'prompts.user', 'Tell x in json').ok)
  const written = replaceTarget(file.value, 'prompts.user', 'Tell x')
  assert.match(written.ok ? '' : JSON.stringify(written.problem), /the word JSON is needed/)
})

test('a text that shows such a file stays a text', () => {
  const file = readPromptFile('/w/a.prompt', 'Write a file like this one.\nprompts:\n  user: Hi {{x}}\n')
  assert.ok(file.ok)
  assert.equal(file.value.format, 'text')
})
