import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Change } from '../../../src/text/diff.ts'
import { elided } from '../../../webview/step/elided.ts'

const same = (text: string): Change => ({ kind: 'same', text })
const added: Change = { kind: 'added', text: 'Count.' }
const words = (size: number) => 'word '.repeat(size)

test('what both texts share is left out where it is long, but for the words around a change', () => {
  assert.deepEqual(elided([same(words(1000)), added, same(words(1000)), added, same(words(1000))]), [
    { kind: 'left-out', characters: 4700 },
    same(words(60)),
    added,
    same(words(60).trimEnd()),
    { kind: 'left-out', characters: 4401 },
    same(words(60)),
    added,
    same(words(60).trimEnd()),
    { kind: 'left-out', characters: 4701 },
  ])
})

test('what is short, what changed, and a text without a change stay whole', () => {
  const whole = [same(words(100)), { kind: 'removed', text: words(5000) } as const, same(words(100))]
  assert.deepEqual(elided(whole), whole)
  assert.deepEqual(elided([same(words(5000))]), [same(words(5000))])
})

test('no character is lost or halved, whatever the texts', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '😀'), maxLength: 3000, size: 'max' })
  const change = fc.record({ kind: fc.constantFrom('same', 'added', 'removed'), text })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), changes => {
      const length = changes.reduce((sum, { text }) => sum + text.length, 0)
      const shown = elided(changes)
      assert.equal(
        shown.reduce((sum, part) => sum + (part.kind === 'left-out' ? part.characters : part.text.length), 0),
        length,
      )
      assert.ok(shown.every(part => part.kind === 'left-out' || !/\p{Cs}/u.test(part.text)))
    }),
  )
})
