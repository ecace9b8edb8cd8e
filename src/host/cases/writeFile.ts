import { Range, type TextDocument, type Uri, WorkspaceEdit, workspace } from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { lineEndOf } from '../../prompts/source/lineEnds.ts'
import { encodeUtf8 } from '../../text/utf8.ts'
import { isWhereItSays, pathOf, readSavedBytes, readSource } from '../editor/files.ts'
import { editBetween } from '../problems/quickFixes.ts'

/**
 * Writes a file's new text. A path that leads elsewhere, by a link that may have come with a repository, is
 * refused. A file that exists is changed by one edit, which one undo takes back, and is saved unless it
 * had unsaved changes before. `before` is the text that the new one was made from.
 */
export async function writeText(uri: Uri, before: string, after: string): Promise<Outcome<TextDocument>> {
  if (!isWhereItSays(uri)) return failure({ code: 'outside-workspace', place: { path: pathOf(uri) } })
  const isNew = (await readSavedBytes(uri)) === undefined
  if (isNew || (isMixed(before) && !isUnsaved(uri))) {
    // A document has one kind of line end, so an edit would change the others.
    await workspace.fs.writeFile(uri, encodeUtf8(after))
    return success(await workspace.openTextDocument(uri))
  }
  const document = await workspace.openTextDocument(uri)
  const wasUnsaved = document.isDirty
  const edit = new WorkspaceEdit()
  const change = editBetween(withoutMark(before), withoutMark(after))
  const range = new Range(document.positionAt(change.start), document.positionAt(change.end))
  edit.replace(uri, range, change.text)
  await workspace.applyEdit(edit)
  if (!wasUnsaved) await document.save()
  return success(document)
}

/** The text of a file as it is in the editor, or undefined if there is none or a link leads elsewhere. */
export const presentText = async (uri: Uri): Promise<string | undefined> => {
  const unsaved = workspace.textDocuments.find(
    document => document.uri.toString() === uri.toString() && document.isDirty,
  )
  if (unsaved && !unsaved.isClosed) return unsaved.getText()
  return isWhereItSays(uri) ? readSource(uri) : undefined
}

const isUnsaved = (uri: Uri): boolean =>
  workspace.textDocuments.some(document => document.uri.toString() === uri.toString() && document.isDirty)

const isMixed = (text: string): boolean => {
  const lineEnd = lineEndOf(text, '')
  return Array.from(text.matchAll(/\r\n|\r|\n/g)).some(([end]) => end !== lineEnd)
}

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '')
