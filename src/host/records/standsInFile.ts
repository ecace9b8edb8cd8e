import { Uri } from 'vscode'
import { findTarget, readPromptFile } from '../../prompts/readPromptFile.ts'
import type { RecordedRun } from '../../report/recordedRun.ts'
import { readSource } from '../editor/files.ts'

/** Whether the best prompt of a run is now in its file. */
export async function standsInFile({ request, report }: RecordedRun): Promise<boolean> {
  const { path, target } = request.prompt
  const source = report === undefined ? undefined : await readSource(Uri.file(path))
  const file = source === undefined ? undefined : readPromptFile(path, source)
  const found = file?.ok ? findTarget(file.value, target) : undefined
  return found?.ok === true && found.value.text === report?.best.text
}
