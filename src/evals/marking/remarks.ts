import type { Files } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'
import type { EvalSet } from '../evalSet.ts'
import { marksPathOf, readMarks } from './markFile.ts'

/**
 * The eval set with people's comments on answers to its cases, from the file of marks beside the prompt. A file that is
 * missing or cannot be read is ignored, because scores do not depend on it.
 */
export async function withRemarks(evalSet: EvalSet, promptPath: string, files: Files): Promise<EvalSet> {
  const path = marksPathOf(promptPath)
  const source = await readSourceText(path, files)
  const marks = source.ok ? readMarks(path, source.value) : undefined
  const remarks = new Map<string, string[]>()
  for (const mark of marks?.ok ? marks.value : []) {
    if (mark.case === undefined || mark.comment === undefined) continue
    const said = `${mark.isGood ? 'good' : 'bad'}: ${mark.comment.replace(/\s+/g, ' ').trim()}`
    remarks.set(mark.case, [...(remarks.get(mark.case) ?? []), said])
  }
  if (remarks.size === 0) return evalSet
  const cases = evalSet.cases.map(evalCase => {
    const own = remarks.get(evalCase.id)
    return own === undefined ? evalCase : { ...evalCase, remarks: own }
  })
  return { ...evalSet, cases }
}
