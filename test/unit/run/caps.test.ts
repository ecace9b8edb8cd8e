import assert from 'node:assert/strict'
import test from 'node:test'
import { fitToCap } from '../../../src/evals/scoring/fitToCap.ts'
import type { AskEditor } from '../../../src/models/connect.ts'
import { demoChat } from '../../../src/models/demo/demoModel.ts'
import { takesOf } from '../../../src/optimizer/stepRequests.ts'
import { cases, inProcess, reportOf, settingsWith } from './inProcess.ts'
import { logicCases } from './logic.ts'

const logic = cases(
  logicCases(60)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line)),
)

const manyCases = cases(
  logicCases(80)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line)),
)

const validationOf = (calls: number): number => {
  const settings = settingsWith({ caps: { calls } })
  return fitToCap({ cases: manyCases, checks: [{ grader: 'answer' }] }, settings, takesOf(settings)).splits.validation
    .length
}

/** Every answer takes 100 ms by the clock of the run. */
function ticking(): { readonly task: AskEditor; readonly now: () => number } {
  const demo = demoChat(0)
  let ms = 0
  return {
    task: (_, request, signal) => {
      ms += 100
      return demo.chat(request, signal)
    },
    now: () => ms,
  }
}

for (const minutes of [0.2, 0.4, 0.8])
  test(`a run that may take ${minutes} minutes searches in what the verdict leaves, and takes no longer`, async () => {
    const { task, now } = ticking()
    const report = reportOf(await inProcess({ cases: logic, settings: { caps: { minutes } }, task, now }))
    assert.equal(report.stop, 'minutes')
    assert.notEqual(report.best.test, null)
    assert.ok(now() <= minutes * 60_000, `${now()} ms`)
  })

for (const tokens of [20_000, 25_000, 30_000, 35_000, 40_000])
  test(`a run that may spend ${tokens} tokens has a verdict, and spends no more`, async () => {
    const report = reportOf(await inProcess({ cases: logic, settings: { caps: { tokens } } }))
    const { task, optimizer } = report.usage
    const spent = task.inputTokens + task.outputTokens + optimizer.inputTokens + optimizer.outputTokens
    assert.ok(spent <= tokens, `${spent} tokens`)
    assert.notEqual(report.best.test, null)
  })

for (const calls of [150, 200, 300, 400])
  test(`a run that may make ${calls} requests makes steps, has a verdict, and asks little that it cannot use`, async () => {
    const report = reportOf(await inProcess({ cases: manyCases, settings: { caps: { calls } } }))
    const { task, optimizer } = report.usage
    assert.ok(task.calls + optimizer.calls <= calls)
    assert.ok(report.steps.length >= 2, `${report.steps.length} steps`)
    assert.notEqual(report.best.test, null)
    const scored = report.steps.flatMap(({ candidates }) =>
      candidates.map(({ status, cases }) => (status === 'known' ? 0 : cases)),
    )
    const known = validationOf(calls) + (report.best.step > 0 ? 2 : 1) * 32 + 8 * report.steps.length
    const used = known + scored.reduce((sum, cases) => sum + cases, 0)
    // What was asked beside belongs to a step that was broken off.
    assert.ok(task.calls - used <= 0.1 * calls, `${task.calls - used} of ${task.calls}`)
  })

test('a cap that is too small for one step is refused before anything is asked', async () => {
  const [only, ...more] = await inProcess({ cases: manyCases, settings: { caps: { calls: 50 } } })
  assert.deepEqual(more, [])
  assert.ok(only?.type === 'failed' && only.problem.code === 'budget-too-small')
})
