import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import type { Prepared } from '../../src/evals/preparing/prepare.ts'
import type { ModelSpec } from '../../src/models/model.ts'
import type { Usage } from '../../src/models/usage.ts'
import { replaceTarget } from '../../src/prompts/replaceTarget.ts'
import type { RunEvent } from '../../src/run/events.ts'
import type { Report } from '../../src/run/reporting/report.ts'
import type { RunRequest, RunSettings } from '../../src/run/request.ts'
import { run } from '../../src/run/run.ts'
import { readSettings } from '../../src/settings/readSettings.ts'

/** What was measured of one run. Scores are 0 to 1. */
export interface Measured {
  readonly report: Report
  /** The best prompt after each step, with the requests that had been made by then; the first is the original. */
  readonly course: readonly { readonly calls: number; readonly validation: number; readonly test: number }[]
  /** Requests of the task model before the test split was opened. */
  readonly searched: number
  /** How long the run took, the verdict included. */
  readonly seconds: number
}

const properties: Readonly<Record<string, { readonly default: unknown }>> =
  manifest.contributes.configuration.properties

/** The settings of package.json, without a cap, with some in their place. */
export function settingsWith(changes: Partial<RunSettings>): RunSettings {
  const settings = readSettings(name => properties[`gpo.${name}`]?.default)
  if (!settings.ok) throw new Error(JSON.stringify(settings.problem))
  return { ...settings.value.run, caps: {}, ...changes }
}

/** The models of a comparison, and the keys of their endpoint. */
export interface BenchModels {
  readonly task: ModelSpec
  readonly optimizer: ModelSpec
  readonly keys: Readonly<Record<string, string>>
}

const demo: ModelSpec = { kind: 'demo', id: 'demo' }
export const demoModels: BenchModels = { task: demo, optimizer: demo, keys: {} }

/** One optimization in this process, with a folder of its own so that it finds no answers of others. */
export async function oneRun(
  { prompt, target, evalSet, pairing }: Prepared,
  settings: RunSettings,
  { keys, ...models }: BenchModels = demoModels,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-bench-'))
  const started = performance.now()
  const ask = async (request: Partial<RunRequest>): Promise<readonly RunEvent[]> => {
    const events: RunEvent[] = []
    await run(
      {
        id: 'bench',
        kind: 'optimize',
        folder,
        prompt: { path: prompt.path, target: target.id, source: prompt.source },
        evalSet,
        pairedBy: pairing.pairedBy,
        models,
        settings,
        ...request,
      },
      {
        resume: false,
        keys,
        emit: event => void events.push(event),
        signal: new AbortController().signal,
        now: () => performance.now(),
      },
    )
    return events
  }
  // What the verdict has asked is known; every other prompt is asked beside the caps of the run that is measured.
  const test = evalSet.cases.filter(({ split }) => split === 'test')
  const testOf = async (text: string): Promise<number> => {
    const source = replaceTarget(prompt, target.id, text)
    if (!source.ok) throw new Error(JSON.stringify(source.problem))
    const events = await ask({
      id: 'test',
      kind: 'evaluate',
      partial: true,
      prompt: { path: prompt.path, target: target.id, source: source.value },
      evalSet: { ...evalSet, cases: test },
      settings: { ...settings, caps: {} },
    })
    const last = events.at(-1)
    if (last?.type !== 'evaluated' || last.report.score === null) throw new Error(JSON.stringify(last))
    return last.report.score
  }
  try {
    const events = await ask({})
    const last = events.at(-1)
    if (last?.type !== 'optimized') throw new Error(JSON.stringify(last))
    const seconds = (performance.now() - started) / 1000
    const known = new Map<string, number>()
    const course = []
    for (const { calls, text, score } of bestAfterSteps(events)) {
      const found = known.get(text) ?? (await testOf(text))
      known.set(text, found)
      course.push({ calls, validation: score, test: found })
    }
    return { report: last.report, course, searched: usageBeforeTest(events).task.calls, seconds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
