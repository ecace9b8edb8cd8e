import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Change } from '../../../src/text/diff.ts'
import { grouped } from '../../../webview/panels/grouped.ts'

const side = (changes: readonly Change[], other: Change['kind']) =>
  changes
    .filter(({ kind }) => kind !== other)
    .map(({ text }) => text)
    .join('')

test('words replaced in a row become one removal and one addition', () => {
  const changes: Change[] = [
    { kind: 'same', text: 'Answer. ' },
    { kind: 'removed', text: 'Think' },
    { kind: 'added', text: 'Count' },
    { kind: 'same', text: ' ' },
    { kind: 'removed', text: 'hard' },
    { kind: 'added', text: 'slowly' },
    { kind: 'same', text: '. Done' },
  ]
  assert.deepEqual(grouped(changes), [
    { kind: 'same', text: 'Answer. ' },
    { kind: 'removed', text: 'Think hard' },
    { kind: 'added', text: 'Count slowly' },
    { kind: 'same', text: '. Done' },
  ])
})

test('changes on two lines stay two', () => {
  const changes: Change[] = [
    { kind: 'added', text: 'a' },
    { kind: 'same', text: '\n' },
    { kind: 'added', text: 'b' },
  ]
  assert.deepEqual(grouped(changes), changes)
})

test('both texts stay what they were, to the character', () => {
  const change = fc.record({
    kind: fc.constantFrom<Change['kind']>('same', 'added', 'removed'),
    text: fc.constantFrom(' ', 'a', 'b c', ' d ', '\n'),
  })
  fc.assert(
    fc.property(fc.array(change), changes => {
      const made = grouped(changes)
      assert.equal(side(made, 'added'), side(changes, 'added'))
      assert.equal(side(made, 'removed'), side(changes, 'removed'))
    }),
  )
})
