import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'
import type { EvalSet } from '../evalSet.ts'
import { type MarkedSet, markedAnswers } from './markedAnswers.ts'
import { readMarks } from './markFile.ts'

/**
 * Reads a file of marks for the judge of an eval set. A file that the user `named` must exist; one that is only looked
 * for `beside` the prompt may be missing.
 */
export async function openMarks(
  evalSet: EvalSet,
  marksPath: string,
  files: Files,
  from: 'beside' | 'named' = 'beside',
): Promise<Outcome<MarkedSet>> {
  const source = await readSourceText(marksPath, files)
  if (!source.ok && (from === 'named' || source.problem.code !== 'file-not-found')) return source
  const read = source.ok ? readMarks(marksPath, source.value) : success([])
  if (!read.ok) return read
  if (read.value.length === 0) return failure({ code: 'no-marks', place: { path: marksPath } })
  const answers = markedAnswers(evalSet, read.value)
  if (answers.length > 0) return success({ marksPath, answers, notJudged: read.value.length - answers.length })
  const detail = 'no judge model is asked about any of the marked answers'
  return failure({ code: 'no-rubric', detail, place: { path: evalSet.path } })
}
