import assert from 'node:assert/strict'
import test from 'node:test'
import { compact, dollars, percent } from '../../../webview/pageNumbers.ts'

const table: readonly (readonly [string, string])[] = [
  [percent(0.715), '71.5\u00a0%'],
  [percent(1), '100.0\u00a0%'],
  [compact(1_234_567), '1.23M'],
  [dollars(0.6182), '$0.62'],
  [dollars(0.00417), '$0.0042'],
  [dollars(0), '$0.00'],
]

for (const [actual, expected] of table) test(`a number reads ${expected}`, () => assert.equal(actual, expected))
