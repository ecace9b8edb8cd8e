import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { unitsJoined, unitsOf } from '../../../../src/optimizer/recombine/units.ts'

const texts = (text: string): readonly string[] => unitsOf(text).map(unit => unit.text)

for (const [what, text, units] of [
  ['sentences', 'Think first. Then answer! "Yes" or "No"?', ['Think first.', 'Then answer!', '"Yes" or "No"?']],
  ['list items whole', '- One. And more.\n2) Two. Too.', ['- One. And more.', '2) Two. Too.']],
  [
    'an abbreviation with its sentence',
    'Take a form, e.g. a letter. Read it.',
    ['Take a form, e.g. a letter.', 'Read it.'],
  ],
  ['lines without a stop', '# Rules\n\nLook\n  twice', ['# Rules', 'Look', 'twice']],
  ['no words at all', ' \n ', []],
] as const)
  test(`a prompt is divided into its parts: ${what}`, () => assert.deepEqual(texts(text), units))

test('the parts joined are the prompt again, but for white space at its end', () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('- ', '1. ', 'a', 'B', '. ', '!', '"', '\n', ' ', '\t', 'é', '{{x}}')),
      parts => {
        const text = parts.join('')
        assert.equal(unitsJoined(unitsOf(text)), text.trimEnd())
      },
    ),
  ))
