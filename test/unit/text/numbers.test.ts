import assert from 'node:assert/strict'
import test from 'node:test'
import { count, counted, dollars, luck, percent, points, pValue } from '../../../src/text/numbers.ts'

const table: readonly (readonly [string, string])[] = [
  [count(1_234_567), '1,234,567'],
  [counted(1, 'case'), '1 case'],
  [counted(0, 'case'), '0 cases'],
  [counted(1234, 'case'), '1,234 cases'],
  [counted(0.5, 'minute'), '0.5 minutes'],
  [percent(0.715), '71.5 %'],
  [percent(null), '–'],
  [dollars(12.3), '12.30 USD'],
  [dollars(0.00421), '0.0042 USD'],
  [dollars(0), '0.00 USD'],
  [percent(1), '100.0 %'],
  [points(0.194), '+19.4'],
  [points(-0.02), '−2.0'],
  [points(0), '0.0'],
  [points(-0.0004), '0.0'],
  [points(-0.1, 0), '−10'],
  [luck(0.0009), 'under 0.1 %'],
  [luck(0.0321), '3.2 %'],
  [luck(1), '100.0 %'],
  [pValue(0.0009), 'p < 0.001'],
  [pValue(0.001), 'p = 0.001'],
  [pValue(0.0321), 'p = 0.032'],
  [pValue(1), 'p = 1.000'],
]

for (const [actual, expected] of table) test(`a number reads ${expected}`, () => assert.equal(actual, expected))
