import { Range, type TextDocument, type Uri, WorkspaceEdit, window, workspace } from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { planWrite, type Replacement, type WritePlan } from '../../review/writePlan.ts'
import { spanBetween } from '../../text/merge.ts'
import { decodeUtf8, encodeUtf8 } from '../../text/utf8.ts'
import { columnOf } from '../editor/columns.ts'
import { pathOf, readSavedBytes, readSource } from '../editor/files.ts'
import { isReadOnly } from '../editor/readOnly.ts'

export interface Written {
  /** Set if the file had been edited meanwhile and both edits were merged. */
  readonly merged: boolean
  /**
   * `unsaved` if the document had other unsaved changes, which are left to the user to save; `refused` if it could not
   * be saved.
   */
  readonly state: 'exact' | 'unsaved' | 'refused' | 'otherwise'
}

/**
 * Puts the refined text in its place with one edit, which one undo reverts and which covers only the characters that
 * differ. A document without unsaved changes is saved, and its bytes are read again: `otherwise` says that saving
 * changed more, for example by a formatter.
 */
export async function writeBack(prompt: Uri, replacement: Replacement): Promise<Outcome<Written>> {
  const path = pathOf(prompt)
  const source = await readSource(prompt)
  if (source === undefined) return failure({ code: 'file-not-found', place: { path } })
  const plan = planWrite(path, source, replacement)
  if (!plan.ok) return plan
  const document = await workspace.openTextDocument(prompt)
  if (isReadOnly(document)) return failure({ code: 'read-only', place: { path } })
  await window.showTextDocument(document, { preview: false, viewColumn: columnOf(prompt) })
  const wasDirty = document.isDirty
  const applied = await apply(document, source, plan.value)
  if (!applied) return failure({ code: 'not-writable', detail: 'the editor refused the edit', place: { path } })
  const { merged } = plan.value
  if (wasDirty) return success({ merged, state: 'unsaved' })
  if (document.isDirty && !(await document.save())) return success({ merged, state: 'refused' })
  return success({ merged, state: (await savedText(prompt)) === plan.value.source ? 'exact' : 'otherwise' })
}

async function apply(document: TextDocument, source: string, plan: WritePlan): Promise<boolean> {
  const from = withoutMark(source)
  // A document unifies mixed line ends, and saving it would change them all. Then the bytes are written directly, and
  // the open document follows its file. If it differs because someone has just edited it, nothing is written.
  if (document.getText() !== from) {
    const isAsRead = !document.isDirty && (await savedText(document.uri)) === source
    return isAsRead && writeBytes(document.uri, plan.source)
  }
  const span = spanBetween(from, withoutMark(plan.source))
  if (span === undefined) return true
  const edit = new WorkspaceEdit()
  edit.replace(document.uri, new Range(document.positionAt(span.start), document.positionAt(span.end)), span.text)
  return workspace.applyEdit(edit)
}

async function writeBytes(uri: Uri, source: string): Promise<boolean> {
  try {
    await workspace.fs.writeFile(uri, encodeUtf8(source))
    return true
  } catch {
    return false
  }
}

async function savedText(uri: Uri): Promise<string | undefined> {
  const bytes = await readSavedBytes(uri)
  return bytes === undefined ? undefined : decodeUtf8(bytes)
}

/** A document hides the byte order mark of its file. */
const withoutMark = (source: string): string => (source.startsWith('\uFEFF') ? source.slice(1) : source)
