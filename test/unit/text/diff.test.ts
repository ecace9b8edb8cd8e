import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type Change, diffWords } from '../../../src/text/diff.ts'

const without = (kind: Change['kind'], changes: readonly Change[]): string =>
  changes.flatMap(change => (change.kind === kind ? [] : [change.text])).join('')

test('A difference is told in words', () => {
  assert.deepEqual(diffWords('Count the fruits.', 'Count all the fruits!'), [
    { kind: 'same', text: 'Count ' },
    { kind: 'added', text: 'all ' },
    { kind: 'same', text: 'the fruits' },
    { kind: 'removed', text: '.' },
    { kind: 'added', text: '!' },
  ])
})

for (const [from, to] of [
  ['', ''],
  ['', 'a'],
  ['a', ''],
  ['a', 'a'],
  ['a\r\nb', 'a\nb'],
  ['a  b', 'a b '],
  ['我喜欢苹果', '我不喜欢苹果'],
  ['👩‍👩‍👧 e\u0301', '👩‍👩‍👧 é'],
] as const)
  test(`The difference of ${JSON.stringify(from)} and ${JSON.stringify(to)} gives both`, () => {
    const changes = diffWords(from, to)
    assert.deepEqual([without('added', changes), without('removed', changes)], [from, to])
    assert.ok(changes.every(({ text }) => text !== ''))
    assert.equal(
      from === to,
      changes.every(({ kind }) => kind === 'same'),
    )
  })

test('Any two texts can be told from their difference', () => {
  const piece = fc.constantFrom('a', 'b', ' ', '\r\n', '\n', '\t', '.', '{{x}}', '語', '😀', '\u0301', '\uFEFF')
  const text = fc.oneof(
    fc.array(piece).map(parts => parts.join('')),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(text, text, (from, to) => {
      const changes = diffWords(from, to)
      assert.deepEqual([without('added', changes), without('removed', changes)], [from, to])
    }),
  )
})

test('Long texts that share nothing are one removal and one addition', () => {
  const from = Array.from({ length: 3000 }, (_, index) => `a${index}`).join('-')
  const to = Array.from({ length: 3000 }, (_, index) => `b${index}`).join('+')
  assert.deepEqual(
    diffWords(from, to).map(({ kind, text }) => [kind, text.length]),
    [
      ['removed', from.length],
      ['added', to.length],
    ],
  )
})
