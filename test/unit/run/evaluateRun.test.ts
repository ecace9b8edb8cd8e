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

/** As many sums, each asked with a request of its own. */
const many = (id: string, count: number): RunRequest => {
  const one = sums(id)
  const cases = Array.from({ length: count }, (_, index) => ({
    id: `c${index}`,
    vars: { question: `What is ${index} + 1?` },
    expected: [`${index + 1}`],
  }))
  return { ...one, evalSet: { ...one.evalSet, cases } }
}

const scoredIn = async (request: RunRequest) => {
  const last = (await eventsOf(request)).at(-1)
  assert.ok(last?.type === 'evaluated', JSON.stringify(last))
  return last.report
}

test('what was asked under the name of a run before it began is in its account and beneath its caps', async () => {
  const { evalSet, ...known } = many('known', 6)
  const cases = evalSet.cases.map(one => ({ ...one, vars: { question: `Again: ${one.vars.question}` } }))
  const settings = { ...known.settings, caps: { calls: 5 } }
  const [first, whole] = [
    await eventsOf({ ...known, evalSet: { ...evalSet, cases: cases.slice(0, 2) }, partial: true }),
    await eventsOf({ ...known, evalSet: { ...evalSet, cases }, settings }),
  ].map(events => events.at(-1))
  assert.ok(first?.type === 'evaluated' && whole?.type === 'evaluated')
  assert.deepEqual([first.report.usage.task.calls, whole.report.usage.task.calls], [2, 5])
})

test('a cap below the number of cases scores a sample that the seed draws, and spends no more', async () => {
  const { settings, ...rest } = many('capped', 30)
  const noted = (await readScores(folder)).length
  const report = await scoredIn({ ...rest, settings: { ...settings, caps: { calls: 12 } } })
  assert.deepEqual(report.sample, { cases: 12, of: 30 })
  assert.equal(report.cases.length, 12)
  assert.equal(report.usage.task.calls, 12)
  assert.notEqual(report.interval, null)
  const ids = report.cases.map(({ id }) => Number(id.slice(1)))
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => a - b),
    'in the order of the eval set',
  )
  assert.ok(Math.max(...ids) > 15, 'not the first twelve')
  assert.equal((await readScores(folder)).length, noted, 'a sample is not noted as the score of the prompt')
  const larger = await scoredIn({ ...rest, id: 'larger', sample: 20, settings: { ...settings, caps: {} } })
  assert.deepEqual(
    [larger.sample, larger.usage.task.calls],
    [{ cases: 20, of: 30 }, 8],
    'a larger sample holds the smaller',
  )
})

test('a cap on tokens that is reached midway leaves the score of what was answered', async () => {
  const { settings, ...rest } = many('tokens', 30)
  const whole = (await scoredIn({ ...rest, id: 'whole', settings: { ...settings, seed: 1, caps: {} } })).usage.task
  const asked = { ...rest, prompt: { ...rest.prompt, source: 'Answer now.\n\n{{question}}\n' } }
  const tokens = Math.round(0.6 * (whole.inputTokens + whole.outputTokens)) + settings.task.maxTokens
  const report = await scoredIn({ ...asked, settings: { ...settings, caps: { tokens } } })
  assert.ok(report.sample && report.sample.cases > 0 && report.sample.cases < 30, JSON.stringify(report.sample))
  assert.equal(report.cases.length, report.sample.cases)
})

test('a cap that is too small for one case is refused', async () => {
  const { settings, ...rest } = many('none', 3)
  const last = (await eventsOf({ ...rest, settings: { ...settings, repeats: 4, caps: { calls: 3 } } })).at(-1)
  assert.ok(last?.type === 'failed' && last.problem.code === 'budget-too-small')
})
