import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { placesOf } from '../../../src/review/align.ts'

for (const [name, text, source, shown] of [
  ['a text as it is', 'a b', 'a b', ['a', ' ', 'b']],
  ['Windows line ends', 'a\nb', 'a\r\nb', ['a', '\n', 'b']],
  ['an indented block', 'a\nb', '    a\n    b', ['a', '\n', 'b']],
  ['double quotes with escapes', '"\n😀é', '"\\"\\n\\U0001F600\\u00e9"', ['\\', '\\', '\\', '\\', '\\']],
  ['a line that goes on behind a backslash', 'ab', '"a\\\n  b"', ['a', 'b']],
  ['single quotes', "it's", "'it''s'", ['i', 't', "'", 's']],
  ['a text that begins with a quote', '"a\\b"', '"a\\b"', ['"', 'a', '\\', 'b', '"']],
  ['a folded line', 'a b', 'a\n b', ['a', ' ', 'b']],
  ['another text', 'a b', 'a c', undefined],
] as const)
  test(`${name} ${shown === undefined ? 'has no places' : 'is found character by character'}`, () => {
    const places = placesOf(text, source, [0, source.length])
    assert.deepEqual(
      places?.slice(0, -1).map(at => source[at]),
      shown,
    )
  })

test('every text of a YAML prompt is found, and in order', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '"', "'", ':', '#', '\\', 'é', '😀', '{{x}}') }),
      content => {
        const read = readPromptFile(
          '/a.prompt.yml',
          stringify({ messages: [{ role: 'user', content }] }, { lineWidth: 0 }),
        )
        fc.pre(read.ok)
        const [target] = read.ok ? read.value.targets : []
        assert.ok(read.ok && target)
        const places = placesOf(target.text, read.value.source, target.range)
        assert.ok(places)
        assert.ok(places.every((at, index) => at >= (places[index - 1] ?? 0)))
      },
    ),
  ))
