import { EventEmitter, type Memento, type TextDocument, TextDocumentChangeReason, Uri, workspace } from 'vscode'
import { readWaiting } from '../../report/recordedRun.ts'
import { refinedId, type Waiting } from '../../report/waiting.ts'
import type { TextChange } from '../../review/changes.ts'
import { areDecisions, type Decisions, undecided, withDecisions } from '../../review/decisions.ts'
import { changesOf, type InlineReview, reviewInline } from '../../review/inlineReview.ts'
import type { Replacement } from '../../review/writePlan.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Pending } from './pending.ts'

/** A refined prompt with its changes, read once from the journal of its run. */
export interface Review {
  readonly waiting: Waiting
  readonly replacement: Replacement
  readonly changes: readonly TextChange[]
  /** The decisions before any was made. */
  readonly none: Decisions
}

interface Known {
  readonly version: number
  readonly review: Review
  readonly decisions: Decisions
  readonly found: InlineReview | undefined
}

/**
 * The reviews of refined prompts, change by change. The text of the document shows what was accepted, so an undo makes
 * a change wait again, and with it a refined prompt that had been decided completely.
 */
export class Reviews extends Lifetime {
  private readonly changed = this.register(new EventEmitter<void>())
  /** A review was read, a change was decided or measured, or a document under review was edited. */
  readonly onDidChange = this.changed.event
  private readonly pending: Pending
  private readonly memento: Memento
  private readonly reviews = new Map<string, Review>()
  /** Lenses, decorations and the light bulb ask for the same after every key. */
  private readonly known = new WeakMap<TextDocument, Known>()
  private decisions: readonly Decisions[]

  constructor(pending: Pending, memento: Memento) {
    super()
    this.pending = pending
    this.memento = memento
    const kept = memento.get<unknown>(mementoKey)
    this.decisions = Array.isArray(kept) ? kept.filter(areDecisions) : []
    this.register(
      pending.onDidChange(() => {
        this.changed.fire()
        void this.read()
      }),
    )
    this.register(workspace.onDidOpenTextDocument(document => this.follow(document)))
    this.register(workspace.onDidChangeTextDocument(({ document, reason }) => this.follow(document, reason)))
    void this.read()
  }

  /** The review of a prompt that waits, once it has been read. */
  of(prompt: Uri): Review | undefined {
    const review = this.reviews.get(pathOf(prompt))
    const waiting = this.pending.of(prompt)
    return review && waiting && refinedId(review.waiting) === refinedId(waiting) ? review : undefined
  }

  /** The review of a prompt that was decided on since the window was opened. */
  lastOf(prompt: Uri): Review | undefined {
    return this.reviews.get(pathOf(prompt))
  }

  decisionsOn({ none }: Review): Decisions {
    return this.decisions.find(({ refined }) => refined === none.refined) ?? none
  }

  /** The decisions about the refined prompts of a run. */
  decisionsOf(runId: string): readonly Decisions[] {
    return this.decisions.filter(({ refined }) => refined.startsWith(`${runId}/`))
  }

  /**
   * The positions of the changes in a document; undefined if nothing waits, or if they can only be shown side by side.
   */
  inline(document: TextDocument): InlineReview | undefined {
    const review = this.of(document.uri)
    return review && this.inlineOf(review, document)
  }

  async decide(review: Review, more: Partial<Omit<Decisions, 'refined'>>): Promise<void> {
    await this.keep({ ...this.decisionsOn(review), ...more })
  }

  /** Allows new decisions on every change of a refined prompt; measurements are kept. */
  async reopen(waiting: Waiting): Promise<void> {
    const known = this.decisions.find(({ refined }) => refined === refinedId(waiting))
    if (known !== undefined) await this.keep({ ...known, accepted: [], rejected: [] })
  }

  private inlineOf(review: Review, document: TextDocument): InlineReview | undefined {
    const { replacement, changes } = review
    const decisions = this.decisionsOn(review)
    const known = this.known.get(document)
    if (known?.version === document.version && known.review === review && known.decisions === decisions)
      return known.found
    const found = reviewInline(pathOf(document.uri), document.getText(), replacement, changes, decisions)
    this.known.set(document, { version: document.version, review, decisions, found })
    return found
  }

  /** Reads the reviews of what waits from the journals, each once. */
  async read(): Promise<void> {
    let isNew = false
    for (const waiting of this.pending.all()) {
      const known = this.reviews.get(waiting.prompt)
      if (known !== undefined && refinedId(known.waiting) === refinedId(waiting)) continue
      const read = await readWaiting(waiting)
      if (!read.ok) continue
      const { request, target, initial, refined } = read.value
      const replacement = { target, initial, refined }
      const changes = changesOf(waiting.prompt, request.prompt.source, replacement)
      this.reviews.set(waiting.prompt, { waiting, replacement, changes, none: undecided(refinedId(waiting)) })
      const document = workspace.textDocuments.find(({ uri }) => uri.toString() === Uri.file(waiting.prompt).toString())
      if (document !== undefined) this.follow(document)
      isNew = true
    }
    if (isNew) this.changed.fire()
  }

  private follow(document: TextDocument, reason?: TextDocumentChangeReason): void {
    const review = document.uri.scheme === 'file' ? this.reviews.get(pathOf(document.uri)) : undefined
    const found = review && this.inlineOf(review, document)
    if (review === undefined || found === undefined) return
    const decisions = this.decisionsOn(review)
    const accepted = found.standings.flatMap(({ state, change }) => (state === 'accepted' ? [change.id] : []))
    const isWaiting = this.of(document.uri) === review
    if (accepted.join() !== decisions.accepted.join()) void this.keep({ ...decisions, accepted })
    if (isWaiting && found.open.length === 0) void this.pending.remove(review.waiting)
    // Only an undo of an accept reverts a decision; a prompt that was decided on may be rewritten freely.
    const takesBack = reason === TextDocumentChangeReason.Undo && decisions.accepted.some(id => !accepted.includes(id))
    if (!isWaiting && takesBack && this.pending.of(document.uri) === undefined) void this.pending.add(review.waiting)
    this.changed.fire()
  }

  private async keep(decisions: Decisions): Promise<void> {
    this.decisions = withDecisions(this.decisions, decisions)
    this.changed.fire()
    await this.memento.update(mementoKey, this.decisions)
  }
}

const mementoKey = 'gpo.decisions'
