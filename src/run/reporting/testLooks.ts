import { testCasesOf } from '../../evals/preparing/testSplit.ts'
import { looksBefore, noteLook } from '../../journal/looks.ts'
import { sha256 } from '../../text/hash.ts'
import type { RunRequest } from '../request.ts'

/** How often the test cases of a run were scored for other prompts than its original. */
export const earlierLooks = ({ folder, evalSet, settings }: RunRequest, original: string): number =>
  looksBefore(folder, testCasesOf(evalSet, settings.seed), sha256(original))

/** Records that prompts were scored on the test cases of a run, and says how often these have been looked at by now. */
export function lookAtTest(request: RunRequest, initial: string, best: string): number {
  const { folder, evalSet, settings } = request
  const about = testCasesOf(evalSet, settings.seed)
  const texts = [...new Set([initial, best])].map(sha256)
  const before = looksBefore(folder, about, sha256(initial), texts)
  noteLook(folder, { at: new Date().toISOString(), ...about, texts })
  return before + 1
}

/** Records that a prompt was scored on all cases of its eval set, and with them on those of any test split. */
export const lookAtAll = (folder: string, evalSet: string, text: string): void =>
  noteLook(folder, { at: new Date().toISOString(), evalSet, test: null, texts: [sha256(text)] })
