import assert from 'node:assert/strict'
import test from 'node:test'
import { type nullGrades, nullRun } from '../../../src/run/kinds/nullRuns.ts'
import { settingsWith } from './inProcess.ts'

const grades = ['pass or fail', 'by degrees', 'three answers'] as const satisfies (keyof typeof nullGrades)[]

/** Three standard errors above 2.5 % of so many runs. */
const most = (runs: number): number => 0.025 * runs + 3 * Math.sqrt(0.025 * 0.975 * runs)

for (const name of grades)
  test(`of 200 comparisons of a prompt with itself, graded ${name}, no more are "better" than 2.5 % allow`, async () => {
    let better = 0
    for (let seed = 0; seed < 200; seed++) {
      const run = await nullRun('one prompt twice', name, 60, settingsWith({ seed }))
      if (run.ok && run.value.verdict === 'better') better++
    }
    assert.ok(better <= most(200), `${better}`)
  })

test('a whole run under a cap finds luck on the cases that choose, and no more "better" than 2.5 % allow', async () => {
  const runs = await Promise.all(
    Array.from({ length: 60 }, (_, seed) =>
      nullRun('a whole run', 'pass or fail', 60, settingsWith({ seed, caps: { calls: 300 } })),
    ),
  )
  const made = runs.flatMap(run => (run.ok ? [run.value] : []))
  assert.equal(made.length, 60)
  assert.ok(made.filter(({ verdict }) => verdict === 'better').length <= most(60))
  assert.ok(made.reduce((sum, { gain }) => sum + gain, 0) / 60 > 0.05)
})

test('the same seed makes the same run', async () => {
  const once = await nullRun('a whole run', 'by degrees', 40, settingsWith({ seed: 7 }))
  assert.deepEqual(await nullRun('a whole run', 'by degrees', 40, settingsWith({ seed: 7 })), once)
})
