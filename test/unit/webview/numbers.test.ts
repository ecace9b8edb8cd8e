import assert from 'node:assert/strict'
import test from 'node:test'
import { compact, counted, dollars, percent, points, pValue } from '../../../webview/numbers.ts'

const table: readonly (readonly [string, string])[] = [
  [percent(0.715), '71.5\u00a0%'],
  [percent(1), '100.0\u00a0%'],
  [points(0.194), '+19.4'],
  [points(-0.02), '\u22122.0'],
  [points(0), '0.0'],
  [counted(1, 'case'), '1 case'],
  [counted(1234, 'case'), '1,234 cases'],
  [compact(1_234_567), '1.23M'],
  [dollars(0.6182), '$0.62'],
  [dollars(0.00417), '$0.0042'],
  [dollars(0), '$0.00'],
  [pValue(0.000014), 'p < 0.0001'],
  [pValue(0.0001), 'p = 0.0001'],
  [pValue(0.0321), 'p = 0.032'],
  [pValue(1), 'p = 1.00'],
]

for (const [actual, expected] of table) test(`a number reads ${expected}`, () => assert.equal(actual, expected))
