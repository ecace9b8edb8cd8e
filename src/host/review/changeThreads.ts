import {
  type Comment,
  CommentMode,
  type CommentThread,
  CommentThreadCollapsibleState,
  comments,
  MarkdownString,
  type Range,
  type TextDocument,
  workspace,
} from 'vscode'
import { type ChangePart, changeParts, isReadFirst, surroundingsOf } from '../../review/changeBody.ts'
import { effectTitle } from '../../review/changeTitles.ts'
import type { Effect } from '../../review/decisions.ts'
import { type InlineReview, narrowest, type PlacedChange } from '../../review/inlineReview.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { rangeOf } from './navigate.ts'
import type { Reviews } from './reviews.ts'

/**
 * Shows each change that waits as a comment below its line, which shows everything that would be written, wrapped and
 * at any length. A change that fits on its line has its comment folded.
 */
export class ChangeThreads extends Lifetime {
  private readonly reviews: Reviews
  private readonly controller = this.register(comments.createCommentController('gpo.review', 'Refined Prompt'))
  /** By the path of the prompt file and the id of the change. */
  private readonly threads = new Map<string, Map<string, CommentThread>>()

  constructor(reviews: Reviews) {
    super()
    this.reviews = reviews
    this.register(reviews.onDidChange(() => this.drawAll()))
    this.register(workspace.onDidOpenTextDocument(() => this.drawAll()))
    this.drawAll()
  }

  private drawAll(): void {
    for (const document of workspace.textDocuments) if (document.uri.scheme === 'file') this.draw(document)
  }

  private draw(document: TextDocument): void {
    const review = this.reviews.of(document.uri)
    const inline = this.reviews.inline(document)
    const threads = this.threadsOf(document)
    for (const [id, thread] of threads) {
      if (inline?.open.some(({ change }) => change.id === id)) continue
      thread.dispose()
      threads.delete(id)
    }
    if (review === undefined || inline === undefined) return
    const { effects } = this.reviews.decisionsOn(review)
    for (const placed of inline.open) {
      const { id } = placed.change
      const thread = threads.get(id) ?? this.begin(document, placed)
      threads.set(id, thread)
      show(thread, document, inline, placed, effects[id])
    }
  }

  private threadsOf({ uri }: TextDocument): Map<string, CommentThread> {
    const path = pathOf(uri)
    const known = this.threads.get(path) ?? new Map<string, CommentThread>()
    this.threads.set(path, known)
    return known
  }

  private begin(document: TextDocument, placed: PlacedChange): CommentThread {
    const thread = this.controller.createCommentThread(document.uri, placeOf(document, placed), [])
    thread.canReply = false
    thread.collapsibleState = placed.fits
      ? CommentThreadCollapsibleState.Collapsed
      : CommentThreadCollapsibleState.Expanded
    return thread
  }
}

/** The change on which a command was called from the title of its comment. */
export function changeIn(raw: unknown): string | undefined {
  const context = typeof raw === 'object' && raw !== null && 'contextValue' in raw ? raw.contextValue : undefined
  return typeof context === 'string' ? /^(?:waiting|conflict) (\w+)$/.exec(context)?.[1] : undefined
}

/** Sets only what has changed, because the editor redraws a comment at every assignment. */
function show(
  thread: CommentThread,
  document: TextDocument,
  inline: InlineReview,
  placed: PlacedChange,
  effect: Effect | undefined,
): void {
  const { change, number, state, start, end } = placed
  const range = placeOf(document, placed)
  if (thread.range?.isEqual(range) !== true) thread.range = range
  const name = inline.total === 1 ? 'The change' : `Change ${number} of ${inline.total}`
  const label = `${name}${state === 'conflict' ? ' meets your own edit' : ''}${effect === undefined ? '' : `: ${effectTitle(effect)}`}`
  if (thread.label !== label) thread.label = label
  const contextValue = `${state} ${change.id}`
  if (thread.contextValue !== contextValue) thread.contextValue = contextValue
  const parts = changeParts(change, surroundingsOf(inline.text, start, end, change))
  const isShown = ({ body }: Comment, at: number) => typeof body !== 'string' && body.value === parts[at]?.body
  if (thread.comments.length === parts.length && thread.comments.every(isShown)) return
  thread.comments = parts.map((part, at) => commentOf(part, parts, at))
}

function commentOf({ shows, body: value }: ChangePart, all: readonly ChangePart[], at: number): Comment {
  const alike = all.filter(part => part.shows === shows).length
  const number = all.slice(0, at + 1).filter(part => part.shows === shows).length
  const body = new MarkdownString(value)
  body.supportHtml = true
  const name = `${headings[shows]}${alike === 1 ? '' : `, part ${number} of ${alike}`}`
  return { body, mode: CommentMode.Preview, author: { name } }
}

const headings = {
  removed: 'Would be removed',
  added: 'Would be added',
  both: 'Would be changed',
  instead: 'Would replace what is struck through below',
} as const satisfies Record<ChangePart['shows'], string>

/**
 * Below the line that ends the change; lines that are added before others are shown below the line that they will
 * follow, and a long replacement before the lines that it replaces.
 */
function placeOf(document: TextDocument, placed: PlacedChange): Range {
  const { start, end } = rangeOf(document, placed)
  if (isReadFirst(placed.change)) return document.lineAt(unwrapped(document, Math.max(start.line - 1, 0))).range
  const isBefore = placed.change.removed === '' && placed.change.text.endsWith('\n') && end.character === 0
  const line = isBefore ? Math.max(end.line - 1, 0) : end.line
  return document.lineAt(unwrapped(document, line)).range
}

/**
 * The editor puts a comment below the first row of its line, which is in the middle of a wrapped line; then a short
 * neighbouring line is used.
 */
function unwrapped(document: TextDocument, line: number): number {
  const isShort = (at: number) => at >= 0 && at < document.lineCount && document.lineAt(at).text.length <= narrowest
  return [line, line + 1, line - 1].find(isShort) ?? line
}
