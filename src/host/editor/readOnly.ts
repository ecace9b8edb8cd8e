import { languages, RelativePattern, type TextDocument, workspace } from 'vscode'
import { workspaceFolderOf } from './files.ts'

/**
 * Whether the user's settings make a file read-only. The editor would still accept an edit from an extension, but then
 * neither save nor undo it.
 */
export function isReadOnly(document: TextDocument): boolean {
  const files = workspace.getConfiguration('files', document)
  const folder = workspaceFolderOf(document.uri)
  const named = (setting: string): boolean =>
    Object.entries(files.get<Readonly<Record<string, boolean>>>(setting) ?? {}).some(
      ([glob, isOn]) => isOn && languages.match({ pattern: new RelativePattern(folder, glob) }, document) > 0,
    )
  return named('readonlyInclude') && !named('readonlyExclude')
}
