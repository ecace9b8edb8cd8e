import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { applyEdits, editsBetween, merge, spanBetween } from '../../../src/text/merge.ts'

const base = 'Answer the question. Be brief. Use {{context}}.'

for (const [name, ours, theirs, merged] of [
  [
    'an untouched text takes the other edit',
    base,
    'Answer the question. Be exact. Use {{context}}.',
    'Answer the question. Be exact. Use {{context}}.',
  ],
  [
    'edits in different places go together',
    'Please answer the question. Be brief. Use {{context}}.',
    'Answer the question. Be exact. Use {{context}}.',
    'Please answer the question. Be exact. Use {{context}}.',
  ],
  [
    'the same edit twice is made once',
    'Answer the question. Be exact. Use {{context}}.',
    'Answer the question. Be exact. Use {{context}}.',
    'Answer the question. Be exact. Use {{context}}.',
  ],
  [
    'two edits of one word meet',
    'Answer the question. Be kind. Use {{context}}.',
    'Answer the question. Be exact. Use {{context}}.',
    undefined,
  ],
  ['two additions at one place meet', `${base} Stop.`, `${base} Go.`, undefined],
  [
    'an edit inside what the other removed meets it',
    'Answer the question. Be very brief. Use {{context}}.',
    'Answer the question. Use {{context}}.',
    undefined,
  ],
] as const)
  test(name, () => assert.equal(merge(base, ours, theirs), merged))

test('texts that share next to nothing differ by one edit of everything, in bounded time', () => {
  const text = (step: number): string =>
    Array.from({ length: 4000 }, (_, at) => `${(at * step) % 7919}w${step}`).join(' ')
  const [from, to] = [text(3), text(5)]
  assert.deepEqual(editsBetween(from, to), [{ start: 0, end: from.length, text: to }])
  assert.equal(merge(from, from, to), to)
})

test('a placeholder is never cut in two', () =>
  assert.deepEqual(editsBetween('Use {{context}} now', 'Use {{contexts}} now'), [
    { start: 4, end: 15, text: '{{contexts}}' },
  ]))

const words = fc
  .array(fc.constantFrom('a', 'b', 'c', ' ', '. ', '\n', '{{x}}', 'déjà', '語', '😀'), { maxLength: 20 })
  .map(parts => parts.join(''))

test('edits turn one text into the other', () =>
  fc.assert(fc.property(words, words, (from, to) => assert.equal(applyEdits(from, editsBetween(from, to)), to))))

test('a merge does not depend on whose edit it is', () =>
  fc.assert(
    fc.property(words, words, words, (from, ours, theirs) =>
      assert.equal(merge(from, ours, theirs), merge(from, theirs, ours)),
    ),
  ))

test('an edit merged with nothing, or with itself, is that edit', () =>
  fc.assert(
    fc.property(words, words, (from, to) => {
      assert.equal(merge(from, from, to), to)
      assert.equal(merge(from, to, to), to)
    }),
  ))

test('the span between two texts turns one into the other and cuts no character and no line end', () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', '😀', '😁', '\r\n', '\n'), { maxLength: 8 }),
      fc.array(fc.constantFrom('a', '😀', '😁', '\r\n', '\n'), { maxLength: 8 }),
      (a, b) => {
        const [from, to] = [a.join(''), b.join('')]
        const span = spanBetween(from, to)
        if (span === undefined) return assert.equal(from, to)
        assert.equal(applyEdits(from, [span]), to)
        for (const at of [span.start, span.end])
          assert.doesNotMatch(from.slice(Math.max(0, at - 1), at + 1), /^(\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF])$/)
      },
    ),
  ))
