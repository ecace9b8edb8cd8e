import { EventEmitter, type Memento, type Uri } from 'vscode'
import type { Report, RunRequest } from '../protocol/worker.ts'
import { pathOf } from './files.ts'
import { Lifetime } from './lifetime.ts'

/** A refined prompt that waits for review. Its text stays in the run's journal. */
export interface Waiting {
  readonly runId: string
  readonly folder: string
  readonly prompt: string
  readonly target: string
  /** Scores of the original and of the refined prompt, 0 to 1, and the split that they were measured on. */
  readonly from: number | null
  readonly to: number | null
  readonly on: 'test' | 'validation'
  readonly comparison: { readonly cases: number; readonly pValue: number; readonly verdict: Verdict } | null
}

type Verdict = NonNullable<Report['comparison']>['verdict']

/** What waits after a run: nothing where the original is still the best. */
export function waitingOf(request: RunRequest, report: Report): Waiting | undefined {
  if (report.best.text === report.initial.text) return undefined
  const measured = report.best.test !== null && report.initial.test !== null
  const { comparison } = report
  return {
    runId: report.runId,
    folder: request.folder,
    prompt: request.prompt.path,
    target: request.prompt.target,
    from: measured ? report.initial.test : report.initial.validation,
    to: measured ? report.best.test : report.best.validation,
    on: measured ? 'test' : 'validation',
    comparison: comparison && { cases: comparison.cases, pValue: comparison.pValue, verdict: comparison.verdict },
  }
}

/** The refined prompts that wait, at most one for a prompt file. They survive a reload of the window. */
export class Pending extends Lifetime {
  private readonly changed = this.register(new EventEmitter<void>())
  readonly onDidChange = this.changed.event
  private readonly memento: Memento
  private readonly waiting: Map<string, Waiting>

  constructor(memento: Memento) {
    super()
    this.memento = memento
    const kept = memento.get<unknown>(mementoKey)
    this.waiting = new Map((Array.isArray(kept) ? kept.filter(isWaiting) : []).map(item => [item.prompt, item]))
  }

  all(): readonly Waiting[] {
    return [...this.waiting.values()]
  }

  of(prompt: Uri): Waiting | undefined {
    return this.waiting.get(pathOf(prompt))
  }

  async add(item: Waiting): Promise<void> {
    this.waiting.set(item.prompt, item)
    await this.keep()
  }

  async remove(item: Waiting): Promise<void> {
    this.waiting.delete(item.prompt)
    await this.keep()
  }

  private async keep(): Promise<void> {
    this.changed.fire()
    await this.memento.update(mementoKey, this.all())
  }
}

const mementoKey = 'gpo.waiting'

const isWaiting = (raw: unknown): raw is Waiting =>
  typeof raw === 'object' &&
  raw !== null &&
  ['runId', 'folder', 'prompt', 'target'].every(name => typeof Reflect.get(raw, name) === 'string') &&
  'on' in raw &&
  'comparison' in raw
