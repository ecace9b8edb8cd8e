import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { CaseResult } from '../../../src/evals/evalSet.ts'
import type { RunEvent } from '../../../src/run/events.ts'
import { comparedTexts } from '../../../src/run/kinds/compareRun.ts'
import { run } from '../../../src/run/run.ts'
import { request } from '../host/requests.ts'

const graded = (...grades: readonly (number | undefined)[]): CaseResult[] =>
  grades.map((grade, index) =>
    grade === undefined
      ? { id: `${index}`, problem: { code: 'unreachable', endpoint: 'x', detail: 'y' } }
      : { id: `${index}`, answer: '', grade, passed: grade === 1 },
  )

test('the first text leads the others by the mean of the paired differences', () => {
  const [first, second] = comparedTexts([graded(1, 1, 1, 0), graded(1, 0, 0, 0)], 0)
  assert.equal(first?.score, 0.75)
  assert.equal(first?.lead, null)
  assert.equal(second?.lead?.difference, 0.5)
  assert.equal(second?.lead?.cases, 4)
  const [low, high] = second?.lead?.interval ?? [0, 0]
  assert.ok(low < 0 && 0.5 < high && high <= 1, 'two of four cases more could still be chance')
})

test('a failed request counts on neither side', () => {
  const [, second] = comparedTexts([graded(1, 1, undefined), graded(undefined, 0, 1)], 0)
  assert.equal(second?.score, 0.5)
  assert.deepEqual(second?.lead && [second.lead.difference, second.lead.cases], [1, 1])
  assert.equal(comparedTexts([graded(1), graded(undefined)], 0)[1]?.lead, null)
})

test('texts are scored on the split that is named, each once, and known answers are not asked for again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-compare-'))
  try {
    const { evalSet } = request(50)
    const comparing = {
      ...request(50),
      evalSet: {
        ...evalSet,
        cases: evalSet.cases.map((evalCase, index) => ({ ...evalCase, vars: { sum: `${index} + 1` } })),
      },
      folder,
      prompt: { path: join(folder, 'a.prompt.md'), target: 'body', source: 'How much is {{sum}}?' },
      kind: 'compare',
      compare: { texts: ['How much is {{sum}}?', 'Think. How much is {{sum}}?', 'How much is {{sum}}?'], on: 'test' },
    } as const
    const compare = async (id: string): Promise<RunEvent | undefined> => {
      const events: RunEvent[] = []
      const { signal } = new AbortController()
      await run(
        { ...comparing, id },
        { keys: {}, resume: false, emit: event => void events.push(event), signal, now: () => 0 },
      )
      return events.at(-1)
    }
    const first = await compare('first')
    assert.ok(first?.type === 'compared')
    assert.equal(first.report.texts.length, 3)
    assert.deepEqual(
      first.report.texts.map(({ cases }) => cases),
      [20, 20, 20],
    )
    assert.equal(first.report.usage.task.calls, 40)
    assert.equal(first.report.texts[2]?.lead?.difference, 0)
    const second = await compare('second')
    assert.ok(second?.type === 'compared')
    assert.equal(second.report.usage.task.calls, 0)
    assert.deepEqual(second.report.texts, first.report.texts)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
