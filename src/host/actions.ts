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
import { promptGlob } from '../prompts/discover.ts'
import { readPromptFile } from '../prompts/formats.ts'
import { pathOf } from './files.ts'
import { Lifetime } from './lifetime.ts'
import type { Pending } from './pending.ts'
import { isPrompt } from './problems.ts'
import { waitingTitle } from './titles.ts'
import type { Waiting } from './waiting.ts'

/** Said by the light bulb: a refined prompt to decide on, else the prompt to optimize. */
export class Actions extends Lifetime implements CodeActionProvider {
  private readonly collection = this.register(languages.createDiagnosticCollection('gpo-refined'))
  private readonly pending: Pending

  constructor(pending: Pending) {
    super()
    this.pending = pending
    this.register(pending.onDidChange(() => this.mark()))
    this.register(workspace.onDidOpenTextDocument(() => this.mark()))
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.pending.of(document.uri) && this.mark()))
    this.register(
      languages.registerCodeActionsProvider({ scheme: 'file', pattern: promptGlob }, this, {
        providedCodeActionKinds: [CodeActionKind.QuickFix, optimizeKind],
      }),
    )
    this.mark()
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    if (!isPrompt(document.uri)) return []
    const marks = this.collection.get(document.uri)?.filter(mark => mark.range.intersection(range) !== undefined) ?? []
    if (marks.length > 0) {
      return [
        action('Accept the refined prompt', CodeActionKind.QuickFix, 'accept', document.uri, marks, true),
        action('Reject the refined prompt', CodeActionKind.QuickFix, 'reject', document.uri, marks),
        action('Review the difference', CodeActionKind.QuickFix, 'review', document.uri, marks),
      ]
    }
    const file = readPromptFile(pathOf(document.uri), document.getText())
    if (!file.ok) return []
    const target = file.value.targets.find(({ range: [start, end] }) =>
      new Range(document.positionAt(start), document.positionAt(end)).contains(range),
    )
    if (target === undefined || this.pending.of(document.uri) !== undefined) return []
    return [action('Optimize Prompt', optimizeKind, 'optimize', document.uri, [], false, target.id)]
  }

  /** A note on the first line of every prompt that waits, without which the light bulb would stay hidden. */
  private mark(): void {
    this.collection.clear()
    for (const waiting of this.pending.all()) {
      const uri = Uri.file(waiting.prompt)
      const document = workspace.textDocuments.find(document => document.uri.toString() === uri.toString())
      const note = document && noteOn(document, waiting)
      if (note !== undefined) this.collection.set(uri, [note])
    }
  }
}

const optimizeKind = CodeActionKind.RefactorRewrite.append('prompt')

function noteOn(document: TextDocument, waiting: Waiting): Diagnostic | undefined {
  const file = readPromptFile(pathOf(document.uri), document.getText())
  const target = file.ok ? file.value.targets.find(({ id }) => id === waiting.target) : undefined
  if (target === undefined) return undefined
  const { range } = document.lineAt(Math.min(target.line, document.lineCount) - 1)
  const note = new Diagnostic(range, `${waitingTitle(waiting)} waits for your review.`, DiagnosticSeverity.Information)
  note.source = 'GPO'
  note.code = 'refined-prompt'
  return note
}

function action(
  title: string,
  kind: CodeActionKind,
  command: string,
  prompt: Uri,
  diagnostics: readonly Diagnostic[],
  isPreferred = false,
  target?: string,
): CodeAction {
  const action = new CodeAction(title, kind)
  action.command = { title, command: `gpo.${command}`, arguments: target === undefined ? [prompt] : [prompt, target] }
  action.diagnostics = [...diagnostics]
  action.isPreferred = isPreferred
  return action
}
