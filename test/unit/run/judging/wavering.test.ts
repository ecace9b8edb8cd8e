import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case } from '../../../../src/evals/evalSet.ts'
import type { AskEditor } from '../../../../src/models/connect.ts'
import type { ModelSpec } from '../../../../src/models/model.ts'
import { success } from '../../../../src/problem/outcome.ts'
import { judgeCaveat } from '../../../../src/report/judgeWords.ts'
import { random } from '../../../../src/text/random.ts'
import { inProcess, reportOf } from '../inProcess.ts'

const spec = (model: string): ModelSpec => ({ kind: 'vscode', id: `vscode:${model}`, model })

/** A judge that turns so many of its verdicts, each time that it is asked anew; every answer is good to half of it. */
const asking =
  (turns: number): AskEditor =>
  async (model, { messages, repeat = 0 }) => {
    const said = messages.map(({ content }) => content).join('\n')
    const text =
      model === 'judge'
        ? JSON.stringify({
            pass: random('good', said)() < 0.5 !== random('turn', said, repeat)() < turns,
            reason: 'so',
          })
        : `I say ${random('answer', said)().toFixed(3)} to it.`
    return success({ texts: [text], tokens: { inputTokens: 1, outputTokens: 1 } })
  }

const cases: readonly Case[] = Array.from({ length: 60 }, (_, at) => ({
  id: `c${at}`,
  vars: { input: `Question ${at}` },
  expected: [],
}))

async function optimized(turns: number, calls?: number, task = asking(turns)) {
  const report = reportOf(
    await inProcess({
      cases,
      settings: { seed: 1, steps: 1, candidates: 2, caps: calls === undefined ? {} : { calls } },
      task,
      request: {
        models: { task: spec('task'), optimizer: spec('task'), judge: spec('judge') },
        evalSet: {
          path: '/w/a.eval.yaml',
          cases,
          checks: [{ grader: 'judge', value: 'It is good.' }],
          exemplars: [],
          problems: [],
        },
      },
    }),
  )
  assert.ok(report.comparison, JSON.stringify(report))
  return report
}

test('a judge that turns some of its verdicts is found out on the answers of the verdict', async () => {
  const { judge } = await optimized(0.3)
  assert.equal(judge?.wavering?.asked, 20)
  const { turned = 0, share = 0 } = judge?.wavering ?? {}
  // Two draws differ with a chance of 2 * 0.3 * 0.7 = 0.42.
  assert.ok(turned >= 3 && turned <= 14, `${turned} of 20 turned`)
  assert.ok(share > 0.2 && share <= 1, `${share} of the variance`)
  assert.match(
    judgeCaveat(judge).join(' '),
    /the judge turned \d+ of 20 verdicts. The interval contains that(?:; with one that never turns it would be about \d|, and most of its width)/,
  )
})

test('of a steady judge nothing is told', async () => {
  const { judge } = await optimized(0)
  assert.deepEqual(judge?.wavering, { asked: 20, turned: 0, share: 0 })
  assert.doesNotMatch(judgeCaveat(judge).join(' '), /turned/)
})

for (const [share, end] of [
  [0, 'The interval contains that.'],
  [0.05, 'The interval contains that.'],
  [0.5, 'The interval contains that; with one that never turns it would be about 29.3 % narrower.'],
  [0.75, 'The interval contains that; with one that never turns it would be about 50.0 % narrower.'],
  [0.76, 'The interval contains that, and most of its width may be due to that.'],
  [1, 'The interval contains that, and most of its width may be due to that.'],
] as const)
  test(`of a judge that has a share of ${share} in the spread it is told: ${end}`, () => {
    const check = { marks: 20, kappa: 0.8, interval: [0.6, 0.9] } as const
    const told = judgeCaveat({ judge: 'm', check, wavering: { asked: 12, turned: 3, share } })
    assert.deepEqual(told, [`Asked the same again, the judge turned 3 of 12 verdicts. ${end}`])
  })

test('judging again takes no more than a cap leaves after the verdict', async () => {
  const free = await optimized(0.3)
  const spent = ({ usage }: typeof free): number => usage.task.calls + usage.optimizer.calls + usage.judge.calls
  const capped = await optimized(0.3, spent(free) - 15)
  assert.ok(spent(capped) <= spent(free) - 15)
  assert.ok((capped.judge?.wavering?.asked ?? 0) < 20)
})

test('where no better prompt was found nothing is judged again and nothing is told', async () => {
  const verdicts: string[] = []
  const praising: AskEditor = async (model, { messages }) => {
    const said = messages.map(({ content }) => content).join('\n')
    if (model === 'judge') verdicts.push(said)
    const text = model === 'judge' ? '{"pass": true, "reason": "so"}' : `I say ${random('answer', said)()} to it.`
    return success({ texts: [text], tokens: { inputTokens: 1, outputTokens: 1 } })
  }
  const { best, initial, judge } = await optimized(0, undefined, praising)
  assert.equal(best.text, initial.text)
  assert.equal(new Set(verdicts).size, verdicts.length)
  assert.equal(judge?.wavering, undefined)
  assert.doesNotMatch(judgeCaveat(judge).join(' '), /turned/)
})
