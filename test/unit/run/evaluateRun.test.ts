import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { readScores } from '../../../src/journal/readRun.ts'
import type { RunEvent } from '../../../src/run/events.ts'
import type { RunRequest } from '../../../src/run/request.ts'
import { run } from '../../../src/run/run.ts'
import { request } from '../host/requests.ts'

const folder = await mkdtemp(join(tmpdir(), 'gpo-evaluate-'))
after(() => rm(folder, { recursive: true }))

const sums = (id: string): RunRequest => ({
  ...request(0),
  id,
  kind: 'evaluate',
  folder,
  prompt: { path: join(folder, 'sums.prompt.md'), target: 'body', source: 'Answer.\n\n{{question}}\n' },
  evalSet: {
    path: join(folder, 'sums.eval.yaml'),
    cases: [
      { id: 'right', vars: { question: 'What is 2 + 2?' }, expected: ['4'] },
      { id: 'wrong', vars: { question: 'What is 2 + 3?' }, expected: ['never this'] },
    ],
    checks: [{ grader: 'equals' }],
    exemplars: [],
    problems: [],
  },
})

async function eventsOf(request: RunRequest): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = []
  const emit = (event: RunEvent) => void events.push(event)
  await run(request, { keys: {}, resume: false, emit, signal: new AbortController().signal, now: () => 0 })
  return events
}

test('each case is told as it is graded, as the report has it', async () => {
  const events = await eventsOf(sums('one'))
  const told = events.flatMap(event => (event.type === 'case' ? [event.case] : []))
  const last = events.at(-1)
  assert.ok(last?.type === 'evaluated')
  assert.deepEqual(told.map(({ id }) => id).sort(), ['right', 'wrong'])
  assert.deepEqual(
    told.toSorted((a, b) => a.id.localeCompare(b.id)),
    last.report.cases,
  )
})

test('a case that did not pass carries what its grader says', async () => {
  const last = (await eventsOf(sums('two'))).at(-1)
  assert.ok(last?.type === 'evaluated')
  const wrong = last.report.cases.find(({ id }) => id === 'wrong')
  assert.deepEqual([wrong?.passed, wrong?.reason], [false, 'equals: expected "never this"'])
})

test('the score of some of the cases is not noted as the score of the prompt', async () => {
  const before = (await readScores(folder)).length
  await eventsOf({ ...sums('three'), partial: true })
  assert.equal((await readScores(folder)).length, before)
  await eventsOf(sums('four'))
  assert.equal((await readScores(folder)).length, before + 1)
})
