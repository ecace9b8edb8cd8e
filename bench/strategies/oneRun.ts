import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import type { Prepared } from '../../src/evals/preparing/prepare.ts'
import type { ModelSpec } from '../../src/models/model.ts'
import { replaceTarget } from '../../src/prompts/replaceTarget.ts'
import type { RunEvent } from '../../src/run/events.ts'
import type { Report } from '../../src/run/reporting/report.ts'
import type { RunRequest, RunSettings } from '../../src/run/request.ts'
import { run } from '../../src/run/run.ts'
import { readSettings } from '../../src/settings/readSettings.ts'

/** What was measured of one run. */
export interface Measured {
  readonly report: Report
  /** Scores on all test cases, 0 to 1: those of the verdict are fewer where its cap is small. */
  readonly initial: number
  readonly best: number
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
    const { initial, best } = last.report
    return { report: last.report, initial: await testOf(initial.text), best: await testOf(best.text), seconds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
