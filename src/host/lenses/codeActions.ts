import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  Diagnostic,
  DiagnosticSeverity,
  languages,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { waitingTitle } from '../../report/titles.ts'
import type { Waiting } from '../../report/waiting.ts'
import { changeTitle } from '../../review/changeTitles.ts'
import type { PlacedChange } from '../../review/inlineReview.ts'
import { evalSetDocuments } from '../editor/evalSetDocuments.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Features } from '../features.ts'
import { isPrompt, promptDocuments } from '../prompts/isPrompt.ts'
import { changeAt, rangeOf } from '../review/navigate.ts'
import type { Pending } from '../review/pending.ts'
import type { Reviews } from '../review/reviews.ts'

/** The light bulb's actions: a change or a refined prompt to decide on, otherwise the prompt to optimize. */
export class Actions extends Lifetime implements CodeActionProvider {
  private readonly collection = this.register(languages.createDiagnosticCollection('gpo-refined'))
  private readonly pending: Pending
  private readonly reviews: Reviews

  constructor({ pending, reviews }: Pick<Features, 'pending' | 'reviews'>) {
    super()
    this.pending = pending
    this.reviews = reviews
    this.register(reviews.onDidChange(() => this.mark()))
    this.register(workspace.onDidOpenTextDocument(() => this.mark()))
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.pending.of(document.uri) && this.mark()))
    this.register(
      languages.registerCodeActionsProvider([...promptDocuments, ...evalSetDocuments], this, {
        providedCodeActionKinds: [CodeActionKind.QuickFix, optimizeKind],
      }),
    )
    this.mark()
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const { uri } = document
    if (!isPrompt(uri) && this.pending.of(uri) === undefined) return []
    const marks = this.collection.get(uri)?.filter(mark => mark.range.intersection(range) !== undefined) ?? []
    const open = this.reviews.inline(document)?.open ?? []
    const at = changeAt(document, open, range)
    const target = targetAt(document, range)
    if (at === undefined && marks.length === 0 && (target === undefined || this.pending.of(uri)?.target !== target)) {
      const isFree = target !== undefined && this.pending.of(uri) === undefined
      return isFree ? [action('Optimize Prompt', optimizeKind, 'optimize', uri, [], false, target)] : []
    }
    const fix = (title: string, command: string, isPreferred = false, name?: string) =>
      action(title, CodeActionKind.QuickFix, command, uri, marks, isPreferred, name)
    return [
      ...(at?.state === 'waiting'
        ? [fix(`Accept: ${changeTitle(at.change)}`, 'acceptChange', true, at.change.id)]
        : []),
      ...(at === undefined ? [] : [fix(`Reject: ${changeTitle(at.change)}`, 'rejectChange', false, at.change.id)]),
      fix('Accept the refined prompt', 'accept', at === undefined && marks.length > 0),
      fix('Reject the refined prompt', 'reject'),
      fix('Review the difference side by side', 'sideBySide'),
    ]
  }

  /**
   * Puts a hint at every change that waits, because the light bulb would otherwise stay hidden; if changes cannot be
   * shown in the file, a note on the prompt's first line.
   */
  private mark(): void {
    this.collection.clear()
    for (const waiting of this.pending.all()) {
      const uri = Uri.file(waiting.prompt)
      const document = workspace.textDocuments.find(document => document.uri.toString() === uri.toString())
      if (document === undefined) continue
      const inline = this.reviews.inline(document)
      const hints = inline?.open.map(change => hintAt(document, change, inline.total))
      this.collection.set(uri, hints ?? noteOn(document, waiting))
    }
  }
}

function targetAt(document: TextDocument, range: Range): string | undefined {
  const file = readPromptFile(pathOf(document.uri), document.getText())
  if (!file.ok) return undefined
  return file.value.targets.find(({ range: [start, end] }) =>
    new Range(document.positionAt(start), document.positionAt(end)).contains(range),
  )?.id
}

function hintAt(document: TextDocument, placed: PlacedChange, total: number): Diagnostic {
  const { change, number, state } = placed
  const message = state === 'conflict' ? 'meets your own edit' : 'waits for your review'
  const hint = new Diagnostic(
    rangeOf(document, placed),
    `Change ${number} of ${total} ${message}: ${changeTitle(change)}.`,
    state === 'conflict' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Hint,
  )
  hint.source = 'GPO'
  hint.code = 'refined-prompt'
  return hint
}

const optimizeKind = CodeActionKind.RefactorRewrite.append('prompt')

function noteOn(document: TextDocument, waiting: Waiting): readonly Diagnostic[] {
  const file = readPromptFile(pathOf(document.uri), document.getText())
  const target = file.ok ? file.value.targets.find(({ id }) => id === waiting.target) : undefined
  if (target === undefined) return []
  const { range } = document.lineAt(Math.min(target.line, document.lineCount) - 1)
  const note = new Diagnostic(range, `${waitingTitle(waiting)} waits for your review.`, DiagnosticSeverity.Information)
  note.source = 'GPO'
  note.code = 'refined-prompt'
  return [note]
}

function action(
  title: string,
  kind: CodeActionKind,
  command: string,
  prompt: Uri,
  diagnostics: readonly Diagnostic[],
  isPreferred = false,
  name?: string,
): CodeAction {
  const action = new CodeAction(title, kind)
  action.command = { title, command: `gpo.${command}`, arguments: name === undefined ? [prompt] : [prompt, name] }
  action.diagnostics = [...diagnostics]
  action.isPreferred = isPreferred
  return action
}
