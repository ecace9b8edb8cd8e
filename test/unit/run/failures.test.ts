import assert from 'node:assert/strict'
import test from 'node:test'
import { isPatchy, meanGradeBeside } from '../../../src/evals/scoring/evaluate.ts'
import type { AskEditor } from '../../../src/models/connect.ts'
import { failure, success } from '../../../src/problem/outcome.ts'
import { cases, inProcess, reportOf } from './inProcess.ts'
import { results } from './lettered.ts'

for (const [reference, found, score, patchy] of [
  ['pppfffffff', 'ppppffffff', 0.4, false],
  ['pppfffffff', 'pppefffppp', 0.6, false],
  // What it was not asked it neither gains nor loses by; without that it would be at 100 %.
  ['pppfffffff', 'pppeeeeeee', 0.3, true],
  ['pppfffffff', 'eeeeeeeeee', 0.3, true],
  // A case that nobody is answered for is no fault of this prompt.
  ['pppeeeeeee', 'ppfeeeeeee', 2 / 3, false],
  ['eeeeeeeeee', 'eeeeeeeeee', undefined, false],
] as const)
  test(`beside ${reference}, ${found} scores ${score}, and ${patchy ? 'is no match' : 'can be compared'}`, () => {
    assert.equal(meanGradeBeside(results(reference), results(found)), score)
    assert.equal(isPatchy(results(reference), results(found)), patchy)
  })

/** Answers half of the cases right, and with any other prompt than the first refuses those that it would get wrong. */
const choosy: AskEditor = async (_, { messages }) => {
  const said = messages.map(({ content }) => content).join('\n')
  const isEven = Number(/Is (\d+)/.exec(said)?.[1]) % 2 === 0
  return isEven || /^Think\.\s+Is/.test(said)
    ? success({ texts: ['True'], tokens: { inputTokens: 1, outputTokens: 1 } })
    : failure({ code: 'refused-by-filter', endpoint: 'editor', detail: 'no' })
}

for (const evaluation of ['fast', 'full'] as const)
  test(`in ${evaluation}, a prompt whose hard cases fail to be answered does not win, and the reason is kept`, async () => {
    const made = Array.from({ length: 40 }, (_, index) => ({
      input: `Is ${index} even?`,
      expected: index % 2 === 0 ? 'True' : 'False',
    }))
    const report = reportOf(
      await inProcess({ cases: cases(made), settings: { steps: 2, evaluation }, prompt: 'Think.\n', task: choosy }),
    )
    assert.equal(report.best.step, 0)
    assert.notEqual(report.stop, 'perfect')
    const candidates = report.steps.flatMap(step => step.candidates)
    assert.ok(candidates.some(({ problem }) => problem?.code === 'unanswered'))
    assert.ok(candidates.every(({ status }) => status !== 'evaluated'))
  })
