import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import type { Prepared } from '../../src/evals/preparing/prepare.ts'
import { demoChat } from '../../src/models/demo/demoModel.ts'
import type { Usage } from '../../src/models/usage.ts'
import { examiner } from '../../src/run/binding/examine.ts'
import type { RunEvent } from '../../src/run/events.ts'
import type { Report } from '../../src/run/reporting/report.ts'
import type { RunSettings } from '../../src/run/request.ts'
import { run } from '../../src/run/run.ts'
import { readSettings } from '../../src/settings/readSettings.ts'

/** What was measured of one run. Scores are 0 to 1. */
export interface Measured {
  readonly report: Report
  /** The best prompt after each step, with the requests that had been made by then; the first is the original. */
  readonly course: readonly { readonly calls: number; readonly validation: number; readonly test: number }[]
  /** Requests of the task model before the test split was opened. */
  readonly searched: number
}

const properties: Readonly<Record<string, { readonly default: unknown }>> =
  manifest.contributes.configuration.properties

/** The settings of package.json, without a cap, with some in their place. */
export function settingsWith(changes: Partial<RunSettings>): RunSettings {
  const settings = readSettings(name => properties[`gpo.${name}`]?.default)
  if (!settings.ok) throw new Error(JSON.stringify(settings.problem))
  return { ...settings.value.run, caps: {}, ...changes }
}

/** One optimization on the demo model, in this process, with a folder of its own so that it finds no answers of others. */
export async function oneRun({ prompt, target, evalSet, pairing }: Prepared, settings: RunSettings): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-bench-'))
  const signal = new AbortController().signal
  const events: RunEvent[] = []
  try {
    await run(
      {
        id: 'bench',
        kind: 'optimize',
        folder,
        prompt: { path: prompt.path, target: target.id, source: prompt.source },
        evalSet,
        pairedBy: pairing.pairedBy,
        models: { task: { kind: 'demo', id: 'demo' }, optimizer: { kind: 'demo', id: 'demo' } },
        settings,
      },
      { resume: false, keys: {}, emit: event => void events.push(event), signal, now: () => performance.now() },
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const last = events.at(-1)
  if (last?.type !== 'optimized') throw new Error(JSON.stringify(last))
  const test = evalSet.cases.filter(({ split }) => split === 'test')
  const examine = examiner(prompt, target.id, evalSet, demoChat(0), settings.task, signal, {})
  const known = new Map<string, number>()
  const testOf = async (text: string): Promise<number> => {
    const before = known.get(text)
    if (before !== undefined) return before
    let sum = 0
    for (const evalCase of test) {
      const result = await examine(text, evalCase)
      if (result.ok) sum += result.value.grade
    }
    known.set(text, sum / test.length)
    return sum / test.length
  }
  const course = []
  for (const { calls, text, score } of bestAfterSteps(events))
    course.push({ calls, validation: score, test: await testOf(text) })
  return { report: last.report, course, searched: usageBeforeTest(events).task.calls }
}

interface Best {
  readonly calls: number
  readonly text: string
  readonly score: number
}

/** Usage is told with progress, so what a step has spent is known from the first progress after it. */
function bestAfterSteps(events: readonly RunEvent[]): readonly Best[] {
  let best = { text: '', score: -1 }
  const course: Best[] = []
  events.forEach((event, index) => {
    if (event.type === 'baseline') best = event.initial
    if (event.type === 'step')
      for (const { status, score, text } of event.step.candidates)
        if (status === 'evaluated' && score !== undefined && score > best.score) best = { text, score }
    if (event.type !== 'baseline' && event.type !== 'step') return
    const after = events.slice(index).find(other => other.type === 'progress')
    course.push({ ...best, calls: after ? callsOf(after.progress.usage) : 0 })
  })
  return course
}

function usageBeforeTest(events: readonly RunEvent[]): Usage {
  const test = events.find(event => event.type === 'progress' && event.progress.phase === 'test')
  if (test?.type !== 'progress') throw new Error('The eval set has no test split.')
  return test.progress.usage
}

export const callsOf = ({ task, optimizer, judge, embedding }: Usage): number =>
  task.calls + optimizer.calls + judge.calls + embedding.calls
