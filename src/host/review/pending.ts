import { EventEmitter, type Memento, type Uri } from 'vscode'
import { isWaiting, refinedId, type Waiting } from '../../report/waiting.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Moved } from '../editor/moved.ts'

/** The refined prompts that wait, at most one per prompt file. They survive a reload of the window. */
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
    const waiting = this.waiting.get(item.prompt)
    // Another one may wait in its place by now.
    if (waiting !== undefined && refinedId(waiting) === refinedId(item)) this.waiting.delete(item.prompt)
    await this.keep()
  }

  /** Follows renamed files. */
  async move(moved: Moved): Promise<void> {
    const items = this.all().map(item => ({ ...item, prompt: moved(item.prompt) ?? item.prompt }))
    if (items.every(({ prompt }) => this.waiting.has(prompt))) return
    this.waiting.clear()
    for (const item of items) this.waiting.set(item.prompt, item)
    await this.keep()
  }

  private async keep(): Promise<void> {
    this.changed.fire()
    await this.memento.update(mementoKey, this.all())
  }
}

const mementoKey = 'gpo.waiting'
