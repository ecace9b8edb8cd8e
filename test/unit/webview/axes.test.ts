import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { axes } from '../../../webview/chart/axes.ts'
import { scoreColumns } from '../../../webview/chart/series.ts'
import { baseline, candidate, step, usage, view } from './runs.ts'

const spent = (calls: number, usd: number | null) => ({ ...usage, task: { ...usage.task, calls }, usd })
const splits = { train: 8, validation: 48, test: 0 }
const made = [candidate({ cases: 48 }), candidate({ status: 'dropped', cases: 20 }), candidate({ status: 'known' })]

for (const [title, steps, stretches] of [
  [
    'US dollars spent',
    [step(1, { usage: spent(10, 0.2) }), step(2, { usage: spent(30, 0.5) })],
    [
      [0, 0.2],
      [0.2, 0.5],
    ],
  ],
  [
    'requests sent',
    [step(1, { usage: spent(10, null) }), step(2, { usage: spent(30, null) })],
    [
      [0, 28],
      [28, 48],
    ],
  ],
  [
    'requests sent',
    [step(1, { usage: spent(10, 0) }), step(2, { usage: spent(30, 0) })],
    [
      [0, 28],
      [28, 48],
    ],
  ],
  [
    'cases scored',
    [step(1, { candidates: made }), step(2, { usage: spent(30, 1) })],
    [
      [0, 116],
      [116, 116],
    ],
  ],
] as const)
  test(`where that is known, the scores are drawn by ${title}: ${JSON.stringify(stretches)}`, () => {
    const axis = axes.spend(view({ steps, splits, state: 'done' }))
    assert.equal(axis.title, `Score by ${title}`)
    assert.deepEqual([axis.stretch(1), axis.stretch(2)], stretches)
    assert.equal(axis.stretch(3), undefined)
  })

test('a place on the axis belongs to the step that was paid for there, and beyond the end to the last', () => {
  const steps = [1, 2, 3].map(number => step(number, { usage: spent(number * 100, null) }))
  const axis = axes.spend(view({ steps }))
  assert.deepEqual(
    [0, 118, 119, 318, 9999].map(place => axis.stepAt(place)),
    [1, 1, 2, 3, 3],
  )
})

test('places never fall, whatever the steps cost', () => {
  const costs = fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(costs, costs => {
      const steps = costs.map((calls, index) =>
        step(index + 1, {
          usage: spent(calls, null),
          candidates: [candidate({ score: 0.4 }), candidate({ score: 0.6 })],
        }),
      )
      const run = view({ initial: baseline, steps, state: 'done' })
      const { x } = scoreColumns(run, axes.spend(run))
      assert.ok(x.every((place, index) => index === 0 || place >= (x[index - 1] ?? 0)))
      assert.ok((x.at(-1) ?? 0) <= axes.spend(run).end)
    }),
  )
})
