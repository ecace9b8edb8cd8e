import assert from 'node:assert/strict'
import test from 'node:test'
import { figures } from '../../../webview/panels/figures.ts'
import { baseline, candidate, report, step, usage, view } from './runs.ts'

const written = (shown: ReturnType<typeof figures>) =>
  shown.map(({ label, value, note }) => `${label}: ${value} (${note})`.replaceAll('\u00a0', ' '))

test('a run under way shows its best winner and what it has spent', () => {
  const steps = [
    step(1, { candidates: [candidate({ score: 0.75 })], winner: 0 }),
    step(2, {
      candidates: [candidate({ score: 0.7 }), candidate({ status: 'dropped', score: 1, cases: 2 })],
      winner: 0,
      epoch: 2,
    }),
  ]
  const progress = { phase: 'step', step: 3, steps: 18, done: 1, of: 9, best: 0.75, usage } as const
  const splits = { train: 60, validation: 48, test: 144 }
  assert.deepEqual(written(figures(view({ initial: baseline, steps, progress, splits }))), [
    'Best so far: 75.0 % (+25.0 points, step 1)',
    'Your prompt: 50.0 % (48 validation cases)',
    'Step: 3 of 18 (epoch 2)',
    'Requests: 1,218 (optimizer 18, 300 cached)',
    'Tokens: 1.07M (1.04M in, 30K out)',
  ])
})

test('an unknown cost is not shown, a known one is', () => {
  const labels = (usd: number | null) =>
    figures(view({ state: 'done', report: report({ usage: { ...usage, usd } }) })).map(({ label }) => label)
  assert.ok(!labels(null).includes('Cost'))
  assert.ok(labels(0).includes('Cost'))
})

test('a run that stopped shows what its last step had spent', () => {
  const stopped = view({ state: 'failed', initial: baseline, steps: [step(1, { usage: { ...usage, usd: 0.4 } })] })
  assert.ok(written(figures(stopped)).includes('Cost: 0.40 USD ()'))
})

test('what is not measured yet is a dash', () => {
  assert.deepEqual(written(figures(view())), ['Best so far: – ()', 'Your prompt: – ()', 'Steps: 0 ()'])
})
