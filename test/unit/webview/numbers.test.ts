import assert from 'node:assert/strict'
import test from 'node:test'
import { dollars } from '../../../src/text/numbers.ts'
import { compact, unbrokenPercent } from '../../../webview/pageNumbers.ts'

const table: readonly (readonly [string, string])[] = [
  [unbrokenPercent(0.715), '71.5\u00a0%'],
  [unbrokenPercent(1), '100.0\u00a0%'],
  [compact(1_234_567), '1.23M'],
  [dollars(0.6182), '0.62 USD'],
  [dollars(0.00417), '0.0042 USD'],
  [dollars(0), '0.00 USD'],
]

for (const [actual, expected] of table) test(`a number reads ${expected}`, () => assert.equal(actual, expected))
