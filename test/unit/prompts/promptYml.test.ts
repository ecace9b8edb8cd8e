import assert from 'node:assert/strict'
import test from 'node:test'
import { promptYml } from '../../../src/prompts/formats/promptYml.ts'
import type { PromptFile } from '../../../src/prompts/promptFile.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'

const before = 'messages:\n  - role: user\n    content: '

for (const [what, content, text] of [
  ['a block is read without the line end that its chomping gives', '|\n      One.\n\n      Two.\n', 'One.\n\nTwo.'],
  ['a kept run of line ends is not part of the text', '|+\n      One.\n\n\n', 'One.'],
  ['an indentation indicator keeps leading spaces', '|2-\n        One.\n      Two.\n', '  One.\nTwo.'],
  ['a folded block is read as it is sent', '>-\n      One\n      two.\n', 'One two.'],
  ['escapes and continuations are resolved', '"a\\tb \\\n      c \\u00e9"\n', 'a\tb c é'],
  ['doubled quotes are single', "'it''s'\n", "it's"],
] as const)
  test(what, () => assert.equal(parse(before + content).targets[0]?.text, text))

for (const [what, content, text, expected] of [
  ['a header keeps its comment', '|-  # why\n      Old.\n', 'A: b\nB # c', '|-  # why\n      A: b\n      B # c\n'],
  ['blank lines are not indented', '|\n        Old.\n', 'A\n\n  B', '|\n        A\n\n          B\n'],
  ['blank lines after a block stay', '|+\n      Old.\n\n  \n', 'A', '|+\n      A\n\n  \n'],
  ['an indicator holds a leading space', '|2-\n      Old.\n', ' A', '|2-\n       A\n'],
  ['plain stays plain where it can', 'Old.\n', 'New, and (short).', 'New, and (short).\n'],
  ['a key in it needs quotes', 'Old.\n', 'New: text', '"New: text"\n'],
  ['a comment in it needs quotes', 'Old.\n', 'New #1 # text', '"New #1 # text"\n'],
  ['a placeholder at its start needs quotes', 'Old.\n', '{{x}}', '"{{x}}"\n'],
  ['what YAML 1.1 takes for a truth value needs quotes', 'Old.\n', 'on', '"on"\n'],
  ['what YAML 1.1 takes for a number needs quotes', 'Old.\n', '1_000', '"1_000"\n'],
  ['a tab in it needs quotes', 'Old.\n', 'a\tb', '"a\\tb"\n'],
  ['plain of several lines becomes a block', 'Old.\n', 'A\nB', '|-\n      A\n      B\n'],
  ['a comment after it keeps it on its line', 'Old. # why\n', 'A\nB', '"A\\nB" # why\n'],
  ['single quotes stay', "'Old.'\n", 'it\'s "new"', "'it''s \"new\"'\n"],
  ['a line end after a quoted text stays', "'Old.\n\n      '\n", 'A\nB', '"A\\nB\\n"\n'],
  ['double quotes stay', '"Old.\\n"\n', 'A "b"\nC', '"A \\"b\\"\\nC\\n"\n'],
  ['what YAML does not allow is escaped', '"Old."\n', 'a\u0085b\u2028c', '"a\\u0085b\\u2028c"\n'],
] as const)
  test(what, () => {
    const written = replaceTarget(parse(before + content), 'messages[0]', text)
    assert.deepEqual(written, { ok: true, value: before + expected })
  })

test('in a flow map the text is quoted, and the spacing around it stays', () => {
  const file = parse('messages: [{role: user,  content: Old. }]\r\n')
  const expected = 'messages: [{role: user,  content: "A, b\\nC" }]\r\n'
  assert.deepEqual(replaceTarget(file, 'messages[0]', 'A, b\nC'), { ok: true, value: expected })
})

test('a flow map of several lines stays one', () => {
  const file = parse('messages: [\n  {\n    role: user,\n    content: Old.\n  }\n]\n')
  const expected = 'messages: [\n  {\n    role: user,\n    content: "A\\nB"\n  }\n]\n'
  assert.deepEqual(replaceTarget(file, 'messages[0]', 'A\nB'), { ok: true, value: expected })
})

test('a block with CRLF keeps it on every line', () => {
  const file = parse('messages:\r\n- role: user\r\n  content: |\r\n    Old.\r\n\r\nname: x\r\n')
  const expected = 'messages:\r\n- role: user\r\n  content: |\r\n    A\r\n\r\n    B\r\n\r\nname: x\r\n'
  assert.deepEqual(replaceTarget(file, 'messages[0]', 'A\n\nB'), { ok: true, value: expected })
})

test('a new block takes the indentation and line ends of the file', () => {
  const file = parse('messages:\r\n    - role: user\r\n      content: Old.\r\nname: x\r\n')
  const expected = 'messages:\r\n    - role: user\r\n      content: |-\r\n          A\r\n\r\n          B\r\nname: x\r\n'
  assert.deepEqual(replaceTarget(file, 'messages[0]', 'A\n\nB'), { ok: true, value: expected })
})

for (const [what, content, text, detail] of [
  ['a leading space without an indicator', '|-\n      Old.\n', ' A', /indentation indicator/],
  ['a control character in a block', '|-\n      Old.\n', 'a\u0007b', /character/],
  ['a carriage return in a block', '|-\n      Old.\n', 'a\r\nb', /character/],
  ['a line end at the end', '|-\n      Old.\n', 'A\n', /ends with a line end/],
  ['a tagged text', '!!str Old.\n', 'New.', /tag/],
  ['an empty text', '"Old."\n', '', /read again/],
] as const)
  test(`${what} is refused with its reason`, () => {
    const written = replaceTarget(parse(before + content), 'messages[0]', text)
    assert(!written.ok && written.problem.code === 'not-writable')
    assert.match(written.problem.detail, detail)
  })

test('a shared text is refused with every path it stands at', () => {
  const file = parse('a: &a Old.\nmessages:\n  - {role: user, content: *a}\nb: [x, *a]\n')
  const written = replaceTarget(file, 'messages[0]', 'New.')
  assert(!written.ok && written.problem.code === 'not-writable')
  assert.equal(written.problem.detail, 'the text is shared through &a: a, messages[0].content, b[1]')
})

test('a text within a shared list is shared too', () => {
  const file = parse('messages: &all\n  - role: user\n    content: Old.\ncopy: *all\n')
  const [problem] = file.problems
  assert(problem?.code === 'not-writable')
  assert.equal(problem.detail, 'the text is shared through &all: messages, copy')
})

test('the first system message comes first, then the first user message, and an answer is no target', () => {
  const roles = ['user', 'assistant', 'system', 'user', 'system']
  const file = parse(`messages:\n${roles.map(role => `  - {role: ${role}, content: x}\n`).join('')}`)
  assert.deepEqual(
    file.targets.map(({ id }) => id),
    ['messages[2]', 'messages[0]', 'messages[3]', 'messages[4]'],
  )
  assert.deepEqual(
    file.messages.map(({ role }) => role),
    roles,
  )
})

for (const [source, code, line] of [
  ['messages:\n  - role: tool\n    content: x\n', 'prompt-unparsable', 2],
  ['messages:\n  - role: user\n', 'prompt-unparsable', 2],
  ['messages:\n  - role: user\n    content: 4\n', 'prompt-unparsable', 3],
  ['messages:\n  - role: user\n    content: [a]\n', 'prompt-unparsable', 3],
  ['a: 1\nmessages:\n  - role: assistant\n    content: x\n', 'no-target', 2],
  ['messages: all\n', 'not-a-prompt', 1],
  ['', 'not-a-prompt', 1],
] as const)
  test(`${JSON.stringify(source)} fails with ${code} on line ${line}`, () => {
    const read = promptYml.parse('a.prompt.yml', source)
    assert.deepEqual([read.ok || read.problem.code, read.ok || read.problem.place?.line], [code, line])
  })

function parse(source: string): PromptFile {
  const read = promptYml.parse('a.prompt.yml', source)
  assert(read.ok)
  return read.value
}
