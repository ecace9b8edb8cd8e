import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Command,
  languages,
  Range,
  type TextDocument,
  type Uri,
  WorkspaceEdit,
  workspace,
} from 'vscode'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { evalSetDocuments } from '../editor/evalSetDocuments.ts'
import { pathOf, uriOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { promptDocuments } from '../prompts/isPrompt.ts'
import type { Mark } from './diagnostics.ts'
import type { Problems } from './problems.ts'
import {
  editBetween,
  type Fix,
  fixesFor,
  isRowFix,
  type RowFix,
  renamed,
  withPlaceholder,
  withRowFixed,
} from './quickFixes.ts'

/** Fixes problems of a prompt or its eval set from the light bulb. */
export class FixActions extends Lifetime implements CodeActionProvider {
  private readonly problems: Problems

  constructor(problems: Problems) {
    super()
    this.problems = problems
    const selector = [...promptDocuments, ...evalSetDocuments]
    this.register(
      languages.registerCodeActionsProvider(selector, this, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
    )
  }

  async provideCodeActions(document: TextDocument, range: Range): Promise<CodeAction[]> {
    const marks = this.problems.marksIn(document.uri).filter(({ diagnostic }) => diagnostic.range.intersection(range))
    const actions = marks.map(mark =>
      Promise.all(fixesFor(mark.finding, mark.evalSet).map(fix => toAction(fix, mark, document))),
    )
    return (await Promise.all(actions)).flat().filter(action => action !== undefined)
  }
}

async function toAction(fix: Fix, mark: Mark, document: TextDocument): Promise<CodeAction | undefined> {
  const action = new CodeAction(fix.title, CodeActionKind.QuickFix)
  action.diagnostics = [mark.diagnostic]
  action.isPreferred = fix.isPreferred === true
  const command = commandOf(fix, mark)
  if (command !== undefined) action.command = command
  else {
    const edit = await editOf(fix, mark, document)
    if (edit === undefined) return undefined
    action.edit = edit
  }
  return action
}

function commandOf(fix: Fix, { prompt }: Mark): Command | undefined {
  const run = (command: string, ...args: readonly unknown[]) => ({ title: fix.title, command, arguments: [...args] })
  switch (fix.kind) {
    case 'create-eval-set':
      return run('gpo.createEvalSet', prompt, 'empty')
    case 'choose-eval-set':
      return run('gpo.chooseEvalSet', prompt)
    case 'use-eval-set':
      return run('gpo.chooseEvalSet', prompt, fix.path)
    case 'optimize-description':
      return run('gpo.optimize', prompt, 'description')
    case 'show-routing':
      return run('gpo.showRouting', prompt)
    case 'open':
      return run('vscode.open', uriOf(fix.path, prompt), { selection: new Range(fix.line - 1, 0, fix.line - 1, 0) })
    default:
      return undefined
  }
}

async function editOf(fix: Fix, mark: Mark, document: TextDocument): Promise<WorkspaceEdit | undefined> {
  if (fix.kind === 'replace') return replacing(fix.text, mark, document)
  if (isRowFix(fix)) return changingRow(fix, mark, document)
  return fix.kind === 'insert-placeholder' ? inserting(fix.name, mark.prompt) : undefined
}

function replacing(text: string, { finding, diagnostic }: Mark, document: TextDocument): WorkspaceEdit | undefined {
  const before = document.getText(diagnostic.range)
  const { problem } = finding
  const name = 'name' in problem ? problem.name : before
  if (!before.includes(name)) return undefined
  const edit = new WorkspaceEdit()
  edit.replace(document.uri, diagnostic.range, renamed(before, name, text))
  return edit
}

/** Changes the row of a case in the file that the problem is in; undefined if its form cannot express that. */
function changingRow(fix: RowFix, { finding }: Mark, document: TextDocument): WorkspaceEdit | undefined {
  const source = document.getText()
  const changed = withRowFixed(fix, pathOf(document.uri), source, finding.problem.place?.line ?? finding.line)
  if (!changed.ok) return undefined
  const { start, end, text } = editBetween(source, changed.value)
  const edit = new WorkspaceEdit()
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text)
  return edit
}

/** Replaces only the characters that change, so that carets, folds and the undo stack are kept. */
async function inserting(name: string, prompt: Uri): Promise<WorkspaceEdit | undefined> {
  const document = await workspace.openTextDocument(prompt)
  const source = document.getText()
  const file = readPromptFile(pathOf(prompt), source)
  const written = file.ok ? withPlaceholder(file.value, name) : undefined
  if (written === undefined) return undefined
  const { start, end, text } = editBetween(source, written)
  const edit = new WorkspaceEdit()
  edit.replace(prompt, new Range(document.positionAt(start), document.positionAt(end)), text)
  return edit
}
