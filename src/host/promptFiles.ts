import { type CancellationToken, type Uri, workspace } from 'vscode'
import { promptGlob } from '../prompts/discover.ts'
import { isPrompt } from './problems.ts'

/** The prompt files of the workspace by their names alone, sorted by path; none of them is read. */
export async function findPrompts(token?: CancellationToken): Promise<readonly Uri[]> {
  const found = await workspace.findFiles(promptGlob, '**/{node_modules,.git,.gpo}/**', undefined, token)
  return found.filter(isPrompt).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** How a file is named in the workspace: its path in its folder, after the folder's name where there are several. */
export const workspacePath = (uri: Uri): string =>
  workspace.asRelativePath(uri, (workspace.workspaceFolders?.length ?? 0) > 1)
