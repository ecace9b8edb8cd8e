import { homedir } from 'node:os'
import { env, type LogOutputChannel, version, window, workspace } from 'vscode'
import manifest from '../../../package.json' with { type: 'json' }
import { sentence } from '../../problem/sentences.ts'
import type { RunEvent } from '../../protocol/worker.ts'
import { counted, percent } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { onDidComplain, say } from '../editor/notices.ts'
import type { Keys } from '../models/keys.ts'
import type { Runs } from './runs.ts'
import { scrubbed } from './scrubbed.ts'
import type { Run } from './workerRun.ts'

type Level = 'debug' | 'info' | 'warn' | 'error'

/** Number of lines that the diagnostics include. */
const mostLines = 100

/** Messages of runs and errors in the output channel, each line with its level and the id of its run. */
export class RunLog extends Lifetime {
  private readonly channel: LogOutputChannel = this.register(window.createOutputChannel('GPO', { log: true }))
  private readonly keys: Keys
  private readonly lines: string[] = []

  constructor(runs: Runs, keys: Keys) {
    super()
    this.keys = keys
    this.register(runs.onDidStart(run => this.follow(run)))
    this.register(onDidComplain(problem => this.write('error', sentence(problem))))
  }

  show(): void {
    this.channel.show(true)
  }

  /** Copies what helps someone else to find a fault, without keys, prompts, cases or the name of the user's home. */
  async copyDiagnostics(): Promise<void> {
    const settings = workspace.getConfiguration('gpo')
    const named = Object.keys(manifest.contributes.configuration.properties).flatMap(key => {
      const name = key.slice('gpo.'.length)
      const found = settings.inspect(name)
      const value = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue
      return value === undefined || withAddresses.has(name) ? [] : [`${key}: ${JSON.stringify(value)}`]
    })
    const text = [
      `GPO ${manifest.version}, ${env.appName} ${version}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
      `workspace: ${workspace.isTrusted ? 'trusted' : 'not trusted'}, ${workspace.workspaceFolders?.length ?? 0} folders`,
      ...named,
      '',
      ...this.lines,
    ].join('\n')
    await env.clipboard.writeText(scrubbed(text, this.secrets(), homedir()))
    say('Diagnostics of GPO are on the clipboard, without keys, prompts and cases.')
  }

  private follow(run: Run): void {
    const { id, kind, models } = run.request
    this.write('info', `${kind} with ${models.task.id}`, id)
    run.onEvent(event => {
      const told = lineOf(event)
      if (told !== undefined) this.write(...told, id)
    })
  }

  private write(level: Level, text: string, runId?: string): void {
    const line = scrubbed(visibleLine(runId === undefined ? text : `[${runId}] ${text}`), this.secrets(), homedir())
    this.channel[level](line)
    this.lines.push(`${new Date().toISOString()} ${level} ${line}`)
    if (this.lines.length > mostLines) this.lines.shift()
  }

  private secrets(): readonly string[] {
    const named = Object.entries(process.env).flatMap(([name, value]) =>
      /KEY|TOKEN|SECRET/.test(name) && value ? [value] : [],
    )
    return [...this.keys.handedOut(), ...named]
  }
}

/** Addresses may belong to a company, and file names to a project. */
const withAddresses: ReadonlySet<string> = new Set(['endpoints', 'metaPrompt'])

/** The line for an event; undefined if the event is too frequent. */
function lineOf(event: RunEvent): readonly [Level, string] | undefined {
  switch (event.type) {
    case 'started':
      return ['info', `started, at most ${counted(event.projectedCalls, 'request')}`]
    case 'waiting':
      return ['info', sentence(event.problem)]
    case 'baseline':
      return ['info', `baseline ${percent(event.initial.score)}`]
    case 'step':
      return ['info', `step ${event.step.step}: ${counted(event.step.candidates.length, 'candidate')}`]
    case 'case':
      return event.case.error === null ? undefined : ['warn', `a case was not answered: ${event.case.error}`]
    case 'progress':
      return undefined
    case 'optimized':
      return ['info', `ended: ${event.report.stop}`]
    case 'evaluated':
      return ['info', `ended: ${percent(event.report.score)}`]
    case 'compared':
      return ['info', 'ended']
    case 'failed':
      return [event.problem.code === 'cancelled' ? 'info' : 'error', sentence(event.problem)]
    default:
      return event satisfies never
  }
}
