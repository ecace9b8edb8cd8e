import { realPath } from '../../disk/realPath.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { acceptCandidate } from '../../prompts/candidate.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import type { Report } from '../../run/reporting/report.ts'
import type { RunRequest } from '../../run/request.ts'
import { replaceFile, textAt } from '../output/replaceFile.ts'

/**
 * Writes the best prompt into its file; false if the original is the best. The file must still be as the run found it.
 * It is replaced as a whole by renaming, so that it is never half written.
 */
export async function writeBest({ prompt }: RunRequest, { initial, best }: Report): Promise<Outcome<boolean>> {
  if (best.text === initial.text) return success(false)
  const file = readPromptFile(prompt.path, prompt.source)
  if (!file.ok) return file
  const replaced = acceptCandidate(file.value, prompt.target, best.text)
  if (!replaced.ok) return replaced
  // A link stays a link: the file that it leads to is replaced.
  const path = realPath(prompt.path)
  const now = textAt(path)
  // A resumed run may have been written before.
  if (now === replaced.value) return success(true)
  const changed = failure<boolean>({ code: 'prompt-changed', place: { path: prompt.path } })
  if (now !== prompt.source) return changed
  return (await replaceFile(path, replaced.value, prompt.source)) ? success(true) : changed
}
