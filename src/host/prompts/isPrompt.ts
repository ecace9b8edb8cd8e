import { type DocumentFilter, type Uri, workspace } from 'vscode'
import { anyTextGlob, holdsPrompt, isPromptByContent, searchGlob } from '../../prompts/finding/discover.ts'
import { fromRoot } from '../../prompts/finding/promptPaths.ts'
import { formatOf } from '../../prompts/readPromptFile.ts'
import { editorFiles, pathOf, workspaceFolderOf } from '../editor/files.ts'
import { wasFound } from './promptFiles.ts'

/** The documents that may be prompts; `isPrompt` then tells which are. */
export const promptDocuments: readonly DocumentFilter[] = [searchGlob, anyTextGlob].map(pattern => ({
  scheme: 'file',
  pattern,
}))

/**
 * Whether a file may be a prompt by its name, was found to be one, or is one by what it holds as it is open in the
 * editor.
 */
export function isPrompt(uri: Uri): boolean {
  if (uri.scheme !== 'file') return false
  if (formatOf(fromRoot(uri.path, workspace.getWorkspaceFolder(uri)?.uri.path ?? '')) !== undefined) return true
  if (wasFound(uri)) return true
  const open = workspace.textDocuments.find(document => document.uri.toString() === uri.toString())
  return open !== undefined && isPromptByContent(pathOf(uri), open.getText())
}

/** The same for a file that need not be open. */
export async function isPromptFile(uri: Uri): Promise<boolean> {
  if (isPrompt(uri)) return true
  if (uri.scheme !== 'file') return false
  const path = pathOf(uri)
  const folder = path.slice(0, path.lastIndexOf('/'))
  const files = editorFiles(uri)
  return holdsPrompt(path, pathOf(workspaceFolderOf(uri)), await files.list(folder), files)
}
