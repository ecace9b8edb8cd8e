import assert from 'node:assert/strict'
import test from 'node:test'
import type { AskEditor } from '../../../src/models/connect.ts'
import { demoChat } from '../../../src/models/demo/demoModel.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'
import { logicCases } from './logic.ts'

const logic = cases(
  logicCases(60)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line)),
)

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
