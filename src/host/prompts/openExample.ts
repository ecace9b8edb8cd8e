import { commands, Uri, workspace } from 'vscode'
import { readSavedBytes } from '../editor/files.ts'

const names = ['count-objects.prompt.md', 'count-objects.eval.jsonl']

/**
 * Opens a separate folder with a prompt and its eval set, which the demo model can really solve. Nothing is written
 * into the user's folders, and earlier work in the example is kept.
 */
export async function openExample(extension: Uri, storage: Uri): Promise<void> {
  const folder = Uri.joinPath(storage, 'example')
  for (const name of names) {
    const target = Uri.joinPath(folder, 'prompts', name)
    const source = Uri.joinPath(extension, 'examples', 'prompts', name)
    if ((await readSavedBytes(target)) === undefined) await workspace.fs.copy(source, target)
  }
  const isInUse = (workspace.workspaceFolders ?? []).length > 0
  await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: isInUse })
}
