import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { lockedIn, lostFrom } from '../../../src/prompts/locked.ts'

for (const [form, lock, unlock] of [
  ['Markdown', '<!-- gpo:lock -->', '<!-- gpo:unlock -->'],
  ['Handlebars', '{{! gpo:lock }}', '{{!-- gpo:unlock --}}'],
  ['Jinja', '{# gpo:lock #}', '{# gpo:unlock #}'],
  ['YAML', '  # gpo:lock', '  # gpo:unlock'],
  ['JavaScript', '/* gpo:lock */', '// gpo:unlock'],
] as const)
  test(`lines between comments of ${form} are locked, with the comments`, () =>
    assert.deepEqual(lockedIn(`Be kind.\n${lock}\nNever guess.\n${unlock}\nEnd.`), [
      `${lock}\nNever guess.\n${unlock}`,
    ]))

for (const [what, text, named, locked] of [
  ['a lock that is never opened again reaches to the end', 'A\n<!-- gpo:lock -->\nB\n', [], ['<!-- gpo:lock -->\nB']],
  ['a comment amid a line locks nothing', 'A <!-- gpo:lock --> B', [], []],
  ['an unlock alone locks nothing', 'A\n<!-- gpo:unlock -->\nB', [], []],
  ['named texts are locked where they occur', 'Say ACME. Be brief.', ['ACME', 'Globex', ' ', 'ACME'], ['ACME']],
  [
    'a named text within locked lines is not told twice',
    '<!-- gpo:lock -->\nSay ACME.\n<!-- gpo:unlock -->',
    ['ACME'],
    ['<!-- gpo:lock -->\nSay ACME.\n<!-- gpo:unlock -->'],
  ],
] as const)
  test(what, () => assert.deepEqual(lockedIn(text, named), locked))

test('a text keeps a locked part only letter by letter, and as often as before', () => {
  assert.equal(lostFrom(['ACME'], 'ACME and ACME', 'ACME and Acme'), 'ACME')
  assert.equal(lostFrom(['ACME'], 'ACME', 'Welcome to ACME, from ACME'), undefined)
})

test('whatever is locked occurs in the text, and the text itself loses nothing', () => {
  const line = fc.constantFrom('<!-- gpo:lock -->', '<!-- gpo:unlock -->', 'ACME', 'Be brief.', '', '# gpo:lock')
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), lines => {
      const text = lines.join('\n')
      const locked = lockedIn(text, ['ACME', 'brief'])
      assert.ok(locked.every(part => part !== '' && text.includes(part)))
      assert.equal(lostFrom(locked, text, text), undefined)
    }),
  )
})
