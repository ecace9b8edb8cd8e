import { commands, Uri, window, workspace } from 'vscode'
import { readSavedBytes } from '../editor/files.ts'

const names = ['count-objects.prompt.md', 'count-objects.eval.jsonl']

/**
 * Puts a prompt and its eval set, which the demo model can really solve, into `prompts/` of the first folder and opens the
 * prompt. A file of that name that is there already is left as it is.
 */
export async function openExample(extension: Uri): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')
  if (folder === undefined) {
    const open = 'Open Folder'
    const answer = await window.showInformationMessage('Open a folder first: the example is put into it.', open)
    if (answer === open) await commands.executeCommand('vscode.openFolder')
    return undefined
  }
  const place = Uri.joinPath(folder.uri, 'prompts')
  for (const name of names) {
    const target = Uri.joinPath(place, name)
    const source = Uri.joinPath(extension, 'examples', 'prompts', name)
    if ((await readSavedBytes(target)) === undefined) await workspace.fs.copy(source, target)
  }
  const prompt = Uri.joinPath(place, names[0] ?? '')
  await window.showTextDocument(prompt, { preview: false })
  return prompt
}
