import assert from 'node:assert/strict'
import test from 'node:test'
import { pointNear } from '../../../webview/chart/nearest.ts'

/** A plot of 100 pixels a step and 200 pixels for all scores. */
const plot = { valToPos: (value: number, scale: string) => (scale === 'x' ? value * 100 : (1 - value) * 200) }
const points = [
  null,
  { step: 1, candidate: 0, x: 1, y: 0.5 },
  { step: 1, candidate: 1, x: 1.05, y: 0.5 },
  { step: 2, candidate: 0, x: 2, y: 0.5 },
  null,
]

for (const [left, top, found] of [
  [100, 100, points[1]],
  [102, 104, points[1]],
  [103, 100, points[2]],
  [200, 108, points[3]],
  [200, 112, undefined],
  [150, 100, undefined],
] as const)
  test(`at ${left}, ${top} the pointer means ${found ? `candidate ${found.candidate} of step ${found.step}` : 'no candidate'}`, () => {
    assert.equal(pointNear(plot, points, left, top), found)
  })
