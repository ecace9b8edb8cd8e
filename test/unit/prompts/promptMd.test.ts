import assert from 'node:assert/strict'
import test from 'node:test'
import { promptMd } from '../../../src/prompts/formats/markdown/promptMd.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'

const header = '---\nmodel: gpt-4o\n---\n'

for (const [what, source, text] of [
  ['white space at both ends belongs to the file', `${header}\n \nSort them.\n\n`, 'Sort them.'],
  ['a body without a header starts on line 1', 'Sort them.', 'Sort them.'],
  ['line ends are LF', `${header}One.\r\nTwo.\rThree.\n`, 'One.\nTwo.\nThree.'],
  ['a thematic break is not a header', `${header}One.\n\n---\n\nTwo.`, 'One.\n\n---\n\nTwo.'],
  ['four dashes are no header', '----\nx\n----\n', '----\nx\n----'],
  ['a header after a byte order mark is read as it was meant', `\uFEFF${header}Sort them.`, 'Sort them.'],
] as const)
  test(what, () => {
    const read = promptMd.parse('a.prompt.md', source)
    assert(read.ok)
    assert.equal(read.value.targets[0]?.text, text)
    assert.deepEqual(read.value.messages, [{ role: 'user', text, target: 'body' }])
  })

for (const [what, source, model] of [
  ['the header names the model', header, 'gpt-4o'],
  ['a list of models names none', '---\nmodel: [a, b]\n---\n', undefined],
  ['a header that cannot be parsed names none', '---\nmodel: a: b\n---\n', undefined],
] as const)
  test(what, () => {
    const read = promptMd.parse('a.prompt.md', `${source}Sort them.`)
    assert(read.ok)
    assert.equal(read.value.model, model)
  })

for (const [what, source, text, expected] of [
  ['LF stays LF', `${header}\nOld.\n`, 'A\nB', `${header}\nA\nB\n`],
  ['CRLF of the span is kept', `${header}One.\r\nTwo.`, 'A\nB\nC', `${header}A\r\nB\r\nC`],
  [
    'a body of one line takes the line ends of the file',
    '---\r\na: 1\r\n---\r\nOld.',
    'A\nB',
    '---\r\na: 1\r\n---\r\nA\r\nB',
  ],
  ['a file with CR alone keeps it', '---\ra: 1\r---\rOld.\r', 'A\nB', '---\ra: 1\r---\rA\rB\r'],
  ['a byte order mark stays', '\uFEFFOld.', 'New.', '\uFEFFNew.'],
] as const)
  test(what, () => {
    const read = promptMd.parse('a.prompt.md', source)
    assert(read.ok)
    assert.deepEqual(replaceTarget(read.value, 'body', text), { ok: true, value: expected })
  })

for (const [what, source, text] of [
  ['a text that would become the header', 'Old.', '---\na: 1\n---\nNew.'],
  ['a text that would open a header', 'Old.', '---\nNew.'],
  ['a text with white space at its end', `${header}Old.`, 'New.\n'],
  ['a text with a carriage return', `${header}Old.`, 'A\r\nB'],
  ['an empty text', `${header}Old.`, ''],
] as const)
  test(`${what} is refused`, () => {
    const read = promptMd.parse('a.prompt.md', source)
    assert(read.ok)
    const written = replaceTarget(read.value, 'body', text)
    assert.equal(written.ok || written.problem.code, 'not-writable')
  })

test('braces without quotes in a header are read without a word on standard error', async t => {
  const warnings: Error[] = []
  const note = (warning: Error): void => void warnings.push(warning)
  process.on('warning', note)
  t.after(() => process.off('warning', note))
  assert(readPromptFile('a.prompt.md', '---\ntools: {{x}}\n---\nSum up {{x}}.\n').ok)
  await new Promise(resolve => setImmediate(resolve))
  assert.deepEqual(warnings, [])
})
