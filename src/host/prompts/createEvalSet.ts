import { commands, type TextDocument, type Uri, window } from 'vscode'
import { scaffold } from '../../evals/writing/newSet.ts'
import { failure, type Outcome } from '../../problem/outcome.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { presentText, writeText } from '../cases/writeFile.ts'
import { pathOf, readSource, uriOf } from '../editor/files.ts'

/** Writes a new eval set where pairing finds it, and opens it; an existing one is only opened. */
export async function createEvalSet(prompt: Uri): Promise<Outcome<TextDocument>> {
  const path = pathOf(prompt)
  const source = await readSource(prompt)
  if (source === undefined) return failure({ code: 'file-not-found', place: { path } })
  const file = readPromptFile(path, source)
  if (!file.ok) return file
  const made = scaffold(file.value)
  const evalSet = uriOf(made.path, prompt)
  const before = made.path === path ? source : ((await presentText(evalSet)) ?? '')
  const isThere = made.path !== path && before !== ''
  const written = await writeText(evalSet, before, isThere ? before : made.text)
  if (!written.ok) return written
  await window.showTextDocument(written.value, { preview: false })
  await commands.executeCommand('revealInExplorer', evalSet)
  return written
}
