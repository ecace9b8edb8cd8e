import { commands, type TextDocument, type Uri, window, workspace } from 'vscode'
import { scaffold } from '../../evals/formats/scaffold.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { encodeUtf8 } from '../../text/utf8.ts'
import { pathOf, readSavedBytes, readSource, uriOf } from '../editor/files.ts'

/** Writes a new eval set where pairing finds it, and opens it; an existing one is only opened. */
export async function createEvalSet(prompt: Uri): Promise<Outcome<TextDocument>> {
  const path = pathOf(prompt)
  const source = await readSource(prompt)
  if (source === undefined) return failure({ code: 'file-not-found', place: { path } })
  const file = readPromptFile(path, source)
  if (!file.ok) return file
  const made = scaffold(file.value)
  const evalSet = uriOf(made.path, prompt)
  if ((await readSavedBytes(evalSet)) === undefined) await workspace.fs.writeFile(evalSet, encodeUtf8(made.text))
  const document = await workspace.openTextDocument(evalSet)
  await window.showTextDocument(document, { preview: false })
  await commands.executeCommand('revealInExplorer', evalSet)
  return success(document)
}
