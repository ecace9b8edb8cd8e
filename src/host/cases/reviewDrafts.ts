import { Position, Range, Selection, TextEditorRevealType, Uri, window, workspace } from 'vscode'
import { accepted, isJudged } from '../../evals/drafting/destination.ts'
import { type DraftedCase, readDrafts } from '../../evals/drafting/draftFile.ts'
import { isDraftsPath, isQueryDrafts } from '../../evals/drafting/draftPlaces.ts'
import { withoutDrafts } from '../../evals/drafting/editDrafts.ts'
import { questionOf } from '../../evals/preparing/caseName.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf, uriOf } from '../editor/files.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { workspacePath } from '../prompts/promptFiles.ts'
import { showProblem } from '../runs/announce.ts'
import { type PromptCases, promptOfDrafts, readCasesOf, readQueriesOf } from './casesBeside.ts'
import { writeText } from './writeFile.ts'

export type Decision = 'accept' | 'reject'

/** Opens a file of drafts, with the caret on the first that follows a line, counted from 0. */
export async function showDrafts(uri: Uri, from = 0): Promise<void> {
  const document = await workspace.openTextDocument(uri)
  const editor = await window.showTextDocument(document, { preview: false })
  const drafts = readDrafts(pathOf(uri), document.getText())
  const lines = drafts.ok ? drafts.value.map(({ line }) => line - 1) : []
  const line = lines.find(one => one >= from) ?? lines.at(-1) ?? 0
  editor.selection = new Selection(line, 0, line, 0)
  editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenterIfOutsideViewport)
}

/** Accepts or rejects drafts: by their ids, else the one at the caret. The caret then stands on the next. */
export async function decide(features: Features, decision: Decision, uri: Uri, ids?: readonly string[]): Promise<void> {
  const opened = await openedDrafts(features, uri)
  if (!opened.ok) return showProblem(features, opened.problem)
  const { drafts, draftsUri } = opened.value
  const chosen = ids
    ? drafts.filter(({ id }) => ids.includes(id))
    : [draftAtCaret(drafts, uri)].filter(one => one !== undefined)
  const [first] = chosen
  if (first === undefined) return mention({ code: 'no-drafts' })
  const written = await write(opened.value, decision, chosen)
  if (!written.ok) {
    // The line of the draft is shown, because it has to be completed there.
    await showDrafts(draftsUri, (written.problem.place?.line ?? first.line) - 1)
    return showProblem(features, written.problem, opened.value.uri)
  }
  await showDrafts(draftsUri, first.line - 1)
  window.setStatusBarMessage(written.value, 5000)
}

async function write(cases: PromptCases, decision: Decision, chosen: readonly DraftedCase[]): Promise<Outcome<string>> {
  const { destination, drafts, draftsUri, draftsSource, evalSet, uri } = cases
  const path = pathOf(draftsUri)
  const left = withoutDrafts(path, draftsSource, chosen)
  if (!left.ok) return left
  const count = counted(chosen.length, 'draft')
  if (decision === 'accept') {
    const open = chosen.find(draft => !isJudged(draft, evalSet, destination))
    if (open) return failure({ code: 'missing-expected', id: open.id, place: { path, line: open.line } })
    const added = cases.added(chosen.map(accepted))
    if (!added.ok) return added
    const before = destination.isNew ? '' : destination.source
    const written = await writeText(uriOf(destination.path, uri), before, added.value)
    if (!written.ok) return written
  }
  const written = await writeText(draftsUri, draftsSource, left.value)
  if (!written.ok) return written
  const remain = counted(drafts.length - chosen.length, 'draft')
  return success(
    decision === 'accept'
      ? `${count} accepted into ${workspacePath(uriOf(destination.path, uri))}, ${remain} left`
      : `${count} rejected, ${remain} left`,
  )
}

/** Moves the caret to the next or previous draft. */
export async function goToDraft(uri: Uri, direction: 1 | -1): Promise<void> {
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString())
  if (editor === undefined) return showDrafts(uri)
  const drafts = readDrafts(pathOf(uri), editor.document.getText())
  const lines = drafts.ok ? drafts.value.map(({ line }) => line - 1) : []
  const at = editor.selection.active.line
  const line =
    direction > 0 ? (lines.find(one => one > at) ?? lines[0]) : (lines.findLast(one => one < at) ?? lines.at(-1))
  if (line === undefined) return mention({ code: 'no-drafts' })
  editor.selection = new Selection(line, 0, line, 0)
  editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenterIfOutsideViewport)
}

/** Shows all drafts as a list, in which several are picked and accepted at once. */
export async function acceptSeveral(features: Features, uri: Uri): Promise<void> {
  const opened = await openedDrafts(features, uri)
  if (!opened.ok) return showProblem(features, opened.problem)
  const { drafts, evalSet, destination } = opened.value
  if (drafts.length === 0) return mention({ code: 'no-drafts' })
  const items = drafts.map(draft => ({
    label: questionOf(draft) || draft.id,
    description:
      draft.expected.join(' or ') || (draft.checks?.map(({ grader }) => grader).join(', ') ?? 'no expected answer yet'),
    detail: [draft.draft.kind, draft.draft.rule].filter(one => one !== undefined).join(': '),
    picked: isJudged(draft, evalSet, destination),
    id: draft.id,
  }))
  const picked = await window.showQuickPick(items, {
    title: `Accept which of ${counted(drafts.length, 'draft')}?`,
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  })
  if (picked !== undefined && picked.length > 0)
    await decide(
      features,
      'accept',
      opened.value.draftsUri,
      picked.map(({ id }) => id),
    )
}

/** The drafts of a file of drafts, or of a prompt. */
export async function openedDrafts(features: Features, uri: Uri): Promise<Outcome<PromptCases>> {
  if (isQueryDrafts(pathOf(uri))) return readQueriesOf(Uri.joinPath(uri, '../../SKILL.md'))
  const prompt = isDraftsPath(uri.path) ? await promptOfDrafts(uri) : uri
  if (prompt === undefined) return failure({ code: 'file-not-found', place: { path: pathOf(uri) } })
  return readCasesOf(features, prompt)
}

/** The draft in which the caret stands. */
export function draftAtCaret(drafts: readonly DraftedCase[], uri: Uri): DraftedCase | undefined {
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString())
  const { line } = editor?.selection.active ?? new Position(0, 0)
  return drafts.findLast(draft => draft.line - 1 <= line) ?? drafts[0]
}
