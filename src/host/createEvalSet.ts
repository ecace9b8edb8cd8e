import { commands, type TextDocument, Uri, window, workspace } from 'vscode'
import { readPromptFile } from '../prompts/formats.ts'
import { failure, type Outcome, success } from '../text/outcome.ts'
import { encodeUtf8 } from '../text/utf8.ts'
import { scaffold, scaffoldName } from './evalSetScaffold.ts'
import { pathOf, readSavedBytes, readSource } from './files.ts'

/** Writes an eval set to start from beside the prompt file and opens it; one that is there already is only opened. */
export async function createEvalSet(prompt: Uri): Promise<Outcome<TextDocument>> {
  const path = pathOf(prompt)
  const source = await readSource(prompt)
  if (source === undefined) return failure({ code: 'file-not-found', place: { path } })
  const file = readPromptFile(path, source)
  if (!file.ok) return file
  const name = scaffoldName(path.slice(path.lastIndexOf('/') + 1))
  const evalSet = Uri.joinPath(prompt, '..', name)
  if ((await readSavedBytes(evalSet)) === undefined) {
    const placeholders = [...new Set(file.value.targets.flatMap(target => target.placeholders))]
    await workspace.fs.writeFile(evalSet, encodeUtf8(scaffold(placeholders)))
  }
  const document = await workspace.openTextDocument(evalSet)
  await window.showTextDocument(document, { preview: false })
  await commands.executeCommand('revealInExplorer', evalSet)
  return success(document)
}
