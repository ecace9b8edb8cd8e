import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { personalIn, withoutPersonal } from '../../../../src/evals/importing/personal.ts'

const table: readonly (readonly [text: string, masked: string])[] = [
  ['Write to jane.doe+x@mail.example.org.', 'Write to [e-mail address].'],
  ['Call +44 20 7946 0958 today', 'Call [telephone number] today'],
  ['(030) 901820 or 0171 5550123', '[telephone number] or [telephone number]'],
  ['+4915155501234', '[telephone number]'],
  ['Card 4111 1111 1111 1111, please', 'Card [card number], please'],
  ['Key sk-proj-abcdefghijklmnopqrstuvwx', 'Key [key]'],
  ['AKIAABCDEFGHIJKLMNOP', '[key]'],
  ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '[key]'],
]
for (const [text, masked] of table) test(`${text} becomes ${masked}`, () => assert.equal(withoutPersonal(text), masked))

for (const text of [
  'On 2024-05-17 at 12:30',
  'Version 10.15.7 of 3.1.4',
  '1234 5678 9012 3456 is no card',
  '1,234,567.89 EUR',
  'id 0000 0000 0000 0000',
  'a@b',
  'Order 4711-2',
  'What is 17 + 25?',
])
  test(`${text} holds nothing personal`, () => assert.equal(withoutPersonal(text), text))

test('what is replaced is found no more, and the rest stays', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), text => {
      const found = personalIn(text)
      assert.ok(found.every(({ range: [start, end] }, at) => start < end && (found[at + 1]?.range[0] ?? end) >= end))
      if (found.length === 0) assert.equal(withoutPersonal(text), text)
    }),
    { numRuns: 1000 },
  )
})

test('a long text takes no time that grows with its square', () => {
  for (const text of ['1 '.repeat(200_000), 'a.'.repeat(200_000), '0123456789'.repeat(40_000), 'a@'.repeat(200_000)])
    assert.ok(Array.isArray(personalIn(text)))
})
