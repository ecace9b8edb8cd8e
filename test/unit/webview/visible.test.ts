import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { visible } from '../../../src/text/visible.ts'
import { shortened } from '../../../webview/shortened.ts'

for (const [text, expected] of [
  ['a\tb\nc', 'a\tb\nc'],
  ['a\r\nb', 'a\nb'],
  ['a\rb', 'a␍b'],
  ['\u0000\u001b[31m\u007f', '␀␛[31m␡'],
  ['\u202egnp.exe', '[U+202E]gnp.exe'],
  ['שלום', 'שלום'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  ['\ud800', '[U+D800]'],
] as const)
  test(`${JSON.stringify(text)} shows as ${JSON.stringify(expected)}`, () => assert.equal(visible(text), expected))

test('a clipped text is a start of the text, and never half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
      const { text: shown, left } = shortened(text, limit)
      assert.ok(text.startsWith(shown))
      assert.equal(shown.length + left, text.length)
      assert.ok(shown.length <= limit)
      assert.doesNotMatch(shown, /[\ud800-\udbff]$/)
    }),
  )
})
