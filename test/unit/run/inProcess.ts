import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../../package.json' with { type: 'json' }
import type { Case } from '../../../src/evals/evalSet.ts'
import type { AskEditor } from '../../../src/models/connect.ts'
import type { ModelSpec } from '../../../src/models/model.ts'
import type { RunEvent } from '../../../src/run/events.ts'
import type { RunRequest, RunSettings } from '../../../src/run/request.ts'
import { run } from '../../../src/run/run.ts'
import { readSettings } from '../../../src/settings/readSettings.ts'

const properties: Readonly<Record<string, { readonly default: unknown }>> =
  manifest.contributes.configuration.properties

export function settingsWith(changes: Partial<RunSettings>): RunSettings {
  const settings = readSettings(name => properties[`gpo.${name}`]?.default)
  if (!settings.ok) throw new Error(JSON.stringify(settings.problem))
  return { ...settings.value.run, ...changes }
}

export const cases = (made: readonly { readonly input: string; readonly expected: string }[]): readonly Case[] =>
  made.map(({ input, expected }, index) => ({ id: `c${index}`, vars: { input }, expected: [expected] }))

const demo: ModelSpec = { kind: 'demo', id: 'demo' }
const asked: ModelSpec = { kind: 'vscode', id: 'vscode:scripted', model: 'scripted' }

const at = (baseUrl: string): ModelSpec => ({
  kind: 'openai',
  id: 'demo:demo',
  provider: 'demo',
  model: 'demo',
  baseUrl,
})

export interface Given {
  readonly cases: readonly Case[]
  readonly settings: Partial<RunSettings>
  readonly prompt?: string
  /** Answers for the task model; the demo model does where this is absent. */
  readonly task?: AskEditor
  /** Where the demo model answers over HTTP, as both models. */
  readonly baseUrl?: string
  readonly now?: () => number
  /** What else differs in the request. */
  readonly request?: Partial<RunRequest>
}

/** A whole run in this process, in a folder of its own; all that it told. */
export async function inProcess({
  cases,
  settings,
  prompt = 'Think.\n',
  task,
  baseUrl,
  now,
  request = {},
}: Given): Promise<readonly RunEvent[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gpo-run-'))
  const events: RunEvent[] = []
  try {
    await run(
      {
        id: 'test',
        kind: 'optimize',
        folder,
        prompt: { path: '/w/a.prompt.md', target: 'body', source: prompt },
        evalSet: {
          path: '/w/a.eval.jsonl',
          cases,
          checks: [{ grader: 'answer' }],
          exemplars: [],
          problems: [],
        },
        pairedBy: 'sibling',
        models: baseUrl
          ? { task: at(baseUrl), optimizer: at(baseUrl) }
          : { task: task ? asked : demo, optimizer: demo },
        settings: settingsWith(settings),
        ...request,
      },
      {
        resume: false,
        keys: {},
        ...(task && { askEditor: task }),
        emit: event => void events.push(event),
        signal: new AbortController().signal,
        now: now ?? (() => performance.now()),
      },
    )
    return events
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function reportOf(events: readonly RunEvent[]) {
  const last = events.at(-1)
  if (last?.type !== 'optimized') throw new Error(JSON.stringify(last))
  return last.report
}
