import assert from 'node:assert/strict'
import test from 'node:test'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { render } from '../../../src/prompts/rendering.ts'

const both = 'messages:\n  - {role: system, content: Be brief.}\n  - {role: user, content: "Sort {{words}}."}\n'
const system = 'messages:\n  - {role: system, content: Be brief.}\n'
const turns = 'messages:\n  - {role: user, content: b a}\n  - {role: assistant, content: a b}\n'

for (const [what, path, source, id, vars, expected] of [
  [
    'the text takes its place, and all messages are filled',
    'a.prompt.yml',
    both,
    'messages[0]',
    { words: 'b a' },
    [
      ['system', 'New b a.'],
      ['user', 'Sort b a.'],
    ],
  ],
  [
    'a value that holds a placeholder is left as it is',
    'a.prompt.yml',
    both,
    'messages[1]',
    { words: '{{words}}' },
    [
      ['system', 'Be brief.'],
      ['user', 'New {{words}}.'],
    ],
  ],
  [
    'a case that no placeholder asks for follows a system message',
    'a.prompt.yml',
    system,
    'messages[0]',
    { input: 'b a' },
    [
      ['system', 'New {{words}}.'],
      ['user', 'b a'],
    ],
  ],
  [
    'it follows the answers shown',
    'a.prompt.yml',
    turns,
    'messages[0]',
    { input: 'd c' },
    [
      ['user', 'New {{words}}.'],
      ['assistant', 'a b'],
      ['user', 'd c'],
    ],
  ],
  [
    'it ends the last message of the user',
    'a.prompt.md',
    'Sort.',
    'body',
    { input: 'b a' },
    [['user', 'New {{words}}.\n\nb a']],
  ],
  [
    'several variables are named',
    'a.prompt.md',
    'Sort.',
    'body',
    { question: 'b?', choices: 'a\nb' },
    [['user', 'New {{words}}.\n\nquestion: b?\nchoices: a\nb']],
  ],
  ['a case without variables adds nothing', 'a.prompt.md', 'Sort.', 'body', {}, [['user', 'New {{words}}.']]],
  [
    'line ends after a text are sent',
    'a.prompt.yml',
    'messages:\n  - role: user\n    content: |\n      {{words}}\n',
    'messages[0]',
    { words: 'b' },
    [['user', 'New b.\n']],
  ],
] as const)
  test(what, () => {
    const read = readPromptFile(path, source)
    assert(read.ok)
    const messages = render(read.value, id, 'New {{words}}.', vars)
    assert.deepEqual(
      messages.map(({ role, content }) => [role, content]),
      expected,
    )
  })

test('a message that is no target may ask for the case too', () => {
  const source = 'messages:\n  - {role: user, content: Sort.}\n  - {role: assistant, content: "Sorting {{words}}"}\n'
  const read = readPromptFile('a.prompt.yml', source)
  assert(read.ok)
  assert.deepEqual(render(read.value, 'messages[0]', 'New.', { words: 'b' }), [
    { role: 'user', content: 'New.' },
    { role: 'assistant', content: 'Sorting b' },
  ])
})
