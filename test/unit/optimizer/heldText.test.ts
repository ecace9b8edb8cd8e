import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { holdEnds, withBody, withLost } from '../../../src/optimizer/replies/heldText.ts'

const tokens = ['{{input}}', '{{context}}']

const held: readonly (readonly [text: string, before: string, body: string, after: string])[] = [
  ['Count it.\n\n{{input}}', '', 'Count it.', '\n\n{{input}}'],
  ['{{input}}\nCount it.', '{{input}}\n', 'Count it.', ''],
  ['Count it.\n\nQuestion: {{input}}\nAnswer:', '', 'Count it.', '\n\nQuestion: {{input}}\nAnswer:'],
  [
    'Count it.\nContext:\n{{context}}\n\nQuestion: {{input}}',
    '',
    'Count it.',
    '\nContext:\n{{context}}\n\nQuestion: {{input}}',
  ],
  ['Count it.\n<text>\n{{input}}\n</text>', '', 'Count it.', '\n<text>\n{{input}}\n</text>'],
  ['{{context}}\n\nCount it.\n\n{{input}}\n', '{{context}}\n\n', 'Count it.', '\n\n{{input}}\n'],
  ['Read {{input}} and count.\nBe brief.', '', 'Read {{input}} and count.\nBe brief.', ''],
  ['Count all the things that are named in {{input}}', '', 'Count all the things that are named in {{input}}', ''],
  ['{{input}}', '', '{{input}}', ''],
  ['Count it.', '', 'Count it.', ''],
]

for (const [text, before, body, after] of held)
  test(`of ${JSON.stringify(text)} the optimizer model is shown ${JSON.stringify(body)}`, () =>
    assert.deepEqual(holdEnds(text, tokens), { before, body, after }))

const lock = '<!-- gpo:lock -->\nNever guess.\n<!-- gpo:unlock -->'
for (const [where, text, locked, before, body, after] of [
  ['at the end', `Count it.\n${lock}\n\n{{input}}`, lock, '', 'Count it.', `\n${lock}\n\n{{input}}`],
  ['at the start', `${lock}\nCount it.`, lock, `${lock}\n`, 'Count it.', ''],
  ['amid the text, where it stays', `Count it.\n${lock}\nBe brief.`, lock, '', `Count it.\n${lock}\nBe brief.`, ''],
  ['within a line, which it does not lock', 'Count it for ACME.', 'ACME', '', 'Count it for ACME.', ''],
] as const)
  test(`what is locked ${where} is held back like a placeholder`, () => {
    assert.deepEqual(holdEnds(text, tokens, [locked]), { before, body, after })
    assert.equal(withBody(holdEnds(text, tokens, [locked]), body), text)
  })

test('a placeholder that a model writes all the same is not put in twice', () =>
  assert.equal(withBody(holdEnds('Count.\n\n{{input}}', tokens), 'Add up.\n\n{{input}}'), 'Add up.\n\n{{input}}'))

test('whatever the text, its parts put together give it again', () => {
  const line = fc.constantFrom(
    '',
    'Count it.',
    '{{input}}',
    'Text: {{input}}',
    'Context:',
    '{{context}}',
    '<x>',
    '</x>',
    '  ',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 2 }), (lines, locked) => {
      const text = lines.join('\n')
      const parts = holdEnds(text, tokens, locked)
      assert.equal(parts.before + parts.body + parts.after, text)
    }),
  )
})

for (const [what, body, current, expected] of [
  ['that is lost', 'Count all.', 'Count.\nText: {{a}}\nBe brief.', 'Count all.\n\nText: {{a}}'],
  ['that is kept elsewhere', 'Count all {{a}}.', 'Count.\n{{a}}\nBe brief.', 'Count all {{a}}.'],
  ['of which there are two', 'Count.', 'Count.\n{{a}}\nand\n{{b}}\nBe brief.', 'Count.\n\n{{a}}\n{{b}}'],
  ['that refers to a file', 'Count.', 'Count.\n- #file:a.md\nBe brief.', 'Count.'],
] as const)
  test(`a placeholder line amid the text, ${what}, is in the new one too, if a case fills it`, () =>
    assert.equal(withLost(body, current, ['{{a}}', '{{b}}', '#file:a.md']), expected))

test('a placeholder within a sentence is not put elsewhere', () =>
  assert.equal(withLost('Count all.', 'Count {{a}} here.\nBe brief.', ['{{a}}']), 'Count all.'))
