import assert from 'node:assert/strict'
import test from 'node:test'
import { columnAt, spansOf } from '../../../webview/chart/spans.ts'

const cells = [1, 1, 0, null, 0, 0, undefined, 0.5]

test('with few columns every grade is a bar of its own', () => {
  assert.deepEqual(
    spansOf(cells).map(({ grade, from, to }) => [grade, from, to]),
    [
      [1, 0, 1],
      [1, 1, 2],
      [0, 2, 3],
      [0, 4, 5],
      [0, 5, 6],
      [0.5, 7, 8],
    ],
  )
})

test('with many columns equal neighbours are one, but not over a gap', () => {
  assert.deepEqual(
    spansOf(cells, 4).map(({ grade, from, to }) => [grade, from, to]),
    [
      [1, 0, 2],
      [0, 2, 3],
      [0, 4, 6],
      [0.5, 7, 8],
    ],
  )
})

for (const [place, column] of [
  [-1, 0],
  [0, 0],
  [0.49, 1],
  [0.99, 3],
  [1, 3],
] as const)
  test(`of four columns, ${place} is in column ${column}`, () => assert.equal(columnAt(place, 4), column))
