import assert from 'node:assert/strict'
import test from 'node:test'
import { acceptCandidate, demandsOn } from '../../../src/prompts/candidate.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'

const yml = 'messages:\n  - role: user\n    content: |-\n      Sort {{words}} and {{words}} by {{key}}.\n'
const md = 'See [the rules](rules.md).\nSort {{ words }}.\n'

for (const [what, path, source, text, problem] of [
  ['the same text', 'a.prompt.yml', yml, 'Sort {{words}} and {{words}} by {{key}}.', undefined],
  ['tokens in another order', 'a.prompt.yml', yml, 'By {{key}}:\n{{words}}, {{words}}', undefined],
  ['no text', 'a.prompt.yml', yml, '', 'candidate-empty'],
  ['white space', 'a.prompt.md', md, ' \n', 'candidate-empty'],
  ['a token fewer', 'a.prompt.yml', yml, 'Sort {{words}} by {{key}}.', 'placeholder-lost {{words}}'],
  ['a token more', 'a.prompt.yml', yml, '{{words}} {{words}} {{key}} {{key}}', 'placeholder-invented {{key}}'],
  ['a token of its own', 'a.prompt.yml', yml, '{{words}} {{words}} {{key}} {{x}}', 'placeholder-invented {{x}}'],
  ['a token with other spaces', 'a.prompt.yml', yml, '{{words}} {{words}} {{ key }}', 'placeholder-lost {{key}}'],
  ['a lost link', 'a.prompt.md', md, 'See the rules. Sort {{ words }}.', 'placeholder-lost [the rules](rules.md)'],
  ['a text that the block cannot hold', 'a.prompt.yml', yml, ' {{words}} {{words}} {{key}}', 'not-writable'],
  ['a text that would open a header', 'a.prompt.md', md, '---\n[the rules](rules.md) {{ words }}', 'not-writable'],
] as const)
  test(`${what}: ${problem ?? 'accepted'}`, () => {
    const read = readPromptFile(path, source)
    assert(read.ok)
    const [target] = read.value.targets
    assert(target !== undefined)
    const accepted = acceptCandidate(read.value, target.id, text)
    const found = accepted.ok ? undefined : accepted.problem
    assert.equal(found && ('token' in found ? `${found.code} ${found.token}` : found.code), problem)
    if (found !== undefined) assert.deepEqual(found.place, { path, line: target.line })
  })

test('a target that is not there accepts nothing', () => {
  const read = readPromptFile('a.prompt.md', md)
  assert(read.ok)
  const accepted = acceptCandidate(read.value, 'messages[0]', 'x')
  assert.equal(accepted.ok ? '' : accepted.problem.code, 'unknown-target')
})

/** What each kind of place demands of a new text, told to its writer before the first request. */
for (const [path, source, target, demands] of [
  ['a.prompt.md', 'Say {{x}}.\n', 'body', []],
  ['promptfooconfig.yaml', 'prompts:\n  - "Say {{x}}"\ntests: []\n', 'prompts[0]', []],
  [
    'a/SKILL.md',
    '---\nname: a\ndescription: >-\n  Say it.\n---\n\nBody\n',
    'description',
    ['It may have at most 1,024 characters.'],
  ],
  [
    'a.prompty',
    '---\nname: a\n---\nsystem:\nSay it.\n',
    'messages[0]',
    ['No line of it may be the name of a role with a colon alone, such as "user:".'],
  ],
  ['parted.txt', 'Say it.\n---\nSay that.\n', 'segment[0]', ['No line of it may be "---".']],
] as const)
  test(`${target} of ${path} demands ${demands.length === 0 ? 'nothing' : demands.join(' ')}`, () => {
    const file = readPromptFile(path, source)
    assert(file.ok)
    assert.deepEqual(demandsOn(file.value, target), demands)
  })
