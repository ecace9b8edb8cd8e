import {
  commands,
  EventEmitter,
  TabInputTextDiff,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { sentence } from '../../problem/sentences.ts'
import { type CandidateChoice, readCandidate, readWaiting } from '../../report/recordedRun.ts'
import { textAccepted } from '../../review/inlineReview.ts'
import { planWrite } from '../../review/writePlan.ts'
import { columnOf } from '../editor/columns.ts'
import { pathOf, readSource, uriOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Reviews } from './reviews.ts'

export const refinedScheme = 'gpo-refined'

interface Shown {
  readonly folder: string
  readonly runId: string
  /**
   * The sha256 of the waiting text, or the numbers of a candidate, so that the shown text never changes into another.
   */
  readonly what: string | CandidateChoice
}

/** Read-only documents with a prompt file as it would be after an accept; the right side of the diff. */
export class RefinedDocuments extends Lifetime implements TextDocumentContentProvider {
  private readonly changed = this.register(new EventEmitter<Uri>())
  readonly onDidChange = this.changed.event

  private readonly reviews: Reviews

  constructor(reviews: Reviews) {
    super()
    this.reviews = reviews
    this.register(reviews.onDidChange(() => this.refresh()))
    this.register(workspace.registerTextDocumentContentProvider(refinedScheme, this))
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.follow(document.uri)))
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const shown = readShown(uri)
    if (shown === undefined) return ''
    const prompt = uriOf(uri.path, Uri.file(uri.path))
    const source = (await this.acceptedSource(prompt, shown)) ?? (await refinedSource(prompt, shown))
    return source.ok ? source.value.replace(/^\uFEFF/, '') : sentence(source.problem)
  }

  /** Opens the diff between the present file and the file as it would be. */
  async show(prompt: Uri, folder: string, runId: string, title: string, what: Shown['what']): Promise<void> {
    const shown: Shown = { folder, runId, what }
    const refined = Uri.from({ scheme: refinedScheme, path: prompt.path, query: JSON.stringify(shown) })
    this.changed.fire(refined)
    await commands.executeCommand('vscode.diff', prompt, refined, title, {
      preview: true,
      viewColumn: columnOf(prompt),
    })
  }

  /** Closes the diffs of a prompt file once they have been decided on. */
  async close(prompt: Uri): Promise<void> {
    const tabs = window.tabGroups.all.flatMap(group => group.tabs)
    const ours = tabs.filter(
      ({ input }) =>
        input instanceof TabInputTextDiff &&
        input.modified.scheme === refinedScheme &&
        input.modified.path === prompt.path,
    )
    if (ours.length > 0) await window.tabGroups.close(ours)
  }

  /**
   * What accepting everything that waits would write, without rejected changes; undefined if nothing of this run waits.
   */
  private async acceptedSource(prompt: Uri, { runId, what }: Shown): Promise<Outcome<string> | undefined> {
    const review = this.reviews.of(prompt)
    if (review?.waiting.runId !== runId || review.waiting.text !== what) return undefined
    const document = await workspace.openTextDocument(prompt)
    const inline = this.reviews.inline(document)
    if (inline === undefined) return undefined
    const replacement = {
      target: review.replacement.target,
      initial: inline.text,
      refined: textAccepted(inline),
    }
    const plan = planWrite(pathOf(prompt), document.getText(), replacement)
    return plan.ok ? success(plan.value.source) : plan
  }

  private refresh(): void {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === refinedScheme) this.changed.fire(uri)
  }

  private follow(changed: Uri): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme === refinedScheme && uri.path === changed.path && changed.scheme !== refinedScheme)
        this.changed.fire(uri)
    }
  }
}

/** If both edits conflict, the file as the run saw it is shown instead, so that a person can take over what applies. */
async function refinedSource(prompt: Uri, { folder, runId, what }: Shown): Promise<Outcome<string>> {
  const replacement = await (typeof what === 'string'
    ? readWaiting({ folder, runId, text: what })
    : readCandidate(folder, runId, what))
  if (!replacement.ok) return replacement
  const path = pathOf(prompt)
  const current = await readSource(prompt)
  if (current === undefined) return failure({ code: 'file-not-found', place: { path } })
  const plan = planWrite(path, current, replacement.value)
  if (plan.ok) return success(plan.value.source)
  const before = planWrite(path, replacement.value.request.prompt.source, replacement.value)
  return before.ok ? success(before.value.source) : plan
}

function readShown(uri: Uri): Shown | undefined {
  try {
    const raw: unknown = JSON.parse(uri.query)
    return isShown(raw) ? raw : undefined
  } catch {
    return undefined
  }
}

const isShown = (raw: unknown): raw is Shown =>
  typeof raw === 'object' &&
  raw !== null &&
  'folder' in raw &&
  typeof raw.folder === 'string' &&
  'runId' in raw &&
  typeof raw.runId === 'string' &&
  'what' in raw &&
  (typeof raw.what === 'string' || isChoice(raw.what))

const isChoice = (raw: unknown): boolean =>
  typeof raw === 'object' &&
  raw !== null &&
  'step' in raw &&
  typeof raw.step === 'number' &&
  'candidate' in raw &&
  typeof raw.candidate === 'number'
