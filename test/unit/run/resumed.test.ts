import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { readRun } from '../../../src/journal/readRun.ts'
import { places } from '../../../src/journal/runPaths.ts'
import { type StrategyName, strategies } from '../../../src/optimizer/strategies.ts'
import type { RunEvent } from '../../../src/run/events.ts'
import { optimizeRun } from '../../../src/run/kinds/optimizeRun.ts'
import type { Report } from '../../../src/run/reporting/report.ts'
import type { RunRequest } from '../../../src/run/request.ts'
import { run } from '../../../src/run/run.ts'
import { logicCases } from '../models/demo/generated.ts'
import { cases, reportOf, settingsWith } from './inProcess.ts'

test('steps that another process made after the journal was first read are not made again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-resumed-'))
  const request: RunRequest = {
    id: 'test',
    kind: 'optimize',
    folder,
    prompt: { path: '/w/a.prompt.md', target: 'body', source: 'Think.\n' },
    evalSet: {
      path: '/w/a.eval.jsonl',
      cases: cases(Array.from({ length: 20 }, (_, index) => ({ input: `${index} + 1`, expected: `${index + 1}` }))),
      checks: [{ grader: 'answer' }],
      exemplars: [],
      problems: [],
    },
    pairedBy: 'sibling',
    models: { task: { kind: 'demo', id: 'demo' }, optimizer: { kind: 'demo', id: 'demo' } },
    settings: settingsWith({ steps: 2 }),
  }
  const given = {
    keys: {},
    emit: () => undefined,
    signal: new AbortController().signal,
    now: () => performance.now(),
  }
  try {
    assert.ok((await optimizeRun(request, given)).ok)
    const whole = await readRun(folder, 'test')
    assert.ok(whole.ok && whole.value.steps.length > 0)
    const { report: _, ...value } = whole.value
    assert.ok((await optimizeRun(request, { ...given, record: { ...value, steps: [] } })).ok)
    const resumed = await readRun(folder, 'test')
    assert.deepEqual(resumed.ok && resumed.value.steps, whole.value.steps)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** What of a report must be the same however often the run was stopped; what was spent is not. */
const outcome = ({ steps, stop, best, comparison }: Report) =>
  JSON.parse(JSON.stringify({ steps, stop, best, comparison }))

async function carriedOut(request: RunRequest, resume: boolean): Promise<Report> {
  const events: RunEvent[] = []
  const signal = new AbortController().signal
  await run(request, { resume, keys: {}, emit: event => void events.push(event), signal, now: () => performance.now() })
  return reportOf(events)
}

const short = 'Work it out: {{input}}\n'
/** Long enough to be recombined. */
const long = `${Array.from({ length: 20 }, (_, at) => `- Rule ${at} of all: think it over before you answer, part ${at} first.`).join('\n')}\n\n${short}`

const requestOf = (root: string, source: string, changes: Partial<RunRequest['settings']>): RunRequest => ({
  id: 'test',
  kind: 'optimize',
  folder: join(root, 'whole'),
  prompt: { path: '/w/a.prompt.md', target: 'body', source },
  evalSet: {
    path: '/w/a.eval.jsonl',
    cases: cases(logicCases(60)),
    checks: [{ grader: 'answer' }],
    exemplars: [],
    problems: [],
  },
  pairedBy: 'sibling',
  models: { task: { kind: 'demo', id: 'demo' }, optimizer: { kind: 'demo', id: 'demo' } },
  settings: settingsWith(changes),
})

/** Goes on from a copy of a run's folder in which the journal ends after so many steps, as if it had been killed then. */
async function resumedAfter(taken: number, request: RunRequest, root: string): Promise<Report> {
  const folder = join(root, `after ${taken}`)
  cpSync(request.folder, folder, { recursive: true })
  const journal = places(folder).journal('test')
  // What stands in the journal of a run that was killed then: the request, the baseline and the steps made.
  const entries = readFileSync(journal, 'utf8')
    .split('\n')
    .slice(0, 2 + taken)
  writeFileSync(journal, `${entries.join('\n')}\n`)
  return carriedOut({ ...request, folder }, true)
}

const ways = [
  ...(Object.keys(strategies) as StrategyName[]).map(name => [name, short, name] as const),
  ['gpo of a long prompt', long, 'gpo'] as const,
]
for (const [name, source, strategy] of ways)
  test(`${name} stopped after any of its steps goes on to the same end`, async () => {
    const root = mkdtempSync(join(tmpdir(), 'gpo-resumed-'))
    const request = requestOf(root, source, { strategy, steps: 4, candidates: 4, seed: 2 })
    try {
      mkdirSync(request.folder)
      const whole = await carriedOut(request, false)
      assert.ok(whole.steps.length > 1)
      const isRecombined = whole.steps.some(({ candidates }) => candidates.some(({ recombined }) => recombined))
      assert.equal(isRecombined, source === long)
      for (let made = 0; made <= whole.steps.length; made++)
        assert.deepEqual(outcome(await resumedAfter(made, request, root)), outcome(whole), `after ${made} steps`)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })

test('a run stopped before the step that the rest of its cap pays for makes the same one', async () => {
  const root = mkdtempSync(join(tmpdir(), 'gpo-resumed-'))
  const request = requestOf(root, short, { caps: { calls: 150 }, seed: 3 })
  try {
    mkdirSync(request.folder)
    const whole = await carriedOut(request, false)
    assert.deepEqual(
      whole.steps.map(({ candidates }) => candidates.some(({ returned }) => returned)),
      [false, false, false, true],
    )
    const record = await readRun(request.folder, 'test')
    const last = record.ok ? record.value.steps.at(-1) : undefined
    const { text, cases = 0 } = last?.candidates[0] ?? {}
    const before = whole.steps.flatMap(({ candidates }) => candidates).find(candidate => candidate.text === text)
    assert.equal(last?.answers?.answers, cases - (before?.cases ?? 0), 'its earlier answers are not counted again')
    const { steps } = await resumedAfter(3, request, root)
    assert.deepEqual(outcome({ ...whole, steps }), outcome(whole))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
