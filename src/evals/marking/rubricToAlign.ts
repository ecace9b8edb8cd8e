import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files, PromptFile, Target } from '../../prompts/promptFile.ts'
import { findTarget, readPromptFile, readSourceText } from '../../prompts/readPromptFile.ts'
import type { MarkedAnswer } from './markedAnswers.ts'

/** A rubric where it stands, with the marked answers that a judge decides by it. */
export interface RubricToAlign {
  readonly file: PromptFile
  readonly target: Target
  readonly answers: readonly MarkedAnswer[]
}

/**
 * The rubric of an eval set that can be optimized on marked answers: the named one, else the first by which any of them
 * is judged.
 */
export async function rubricToAlign(
  path: string,
  answers: readonly MarkedAnswer[],
  files: Files,
  named?: string,
): Promise<Outcome<RubricToAlign>> {
  const refuse = (detail: string): Outcome<never> => failure({ code: 'no-rubric', detail, place: { path } })
  const source = await readSourceText(path, files)
  if (!source.ok) return source
  const read = readPromptFile(path, source.value)
  if (!read.ok || read.value.format !== 'rubric')
    return refuse('a rubric is optimized where it stands under "grader" of an eval set of our own, as YAML or JSON')
  const file = read.value
  const target = named === undefined ? undefined : findTarget(file, named)
  if (target?.ok === false) return target
  for (const one of target ? [target.value] : file.targets) {
    const own = rubricAnswers(answers, one.text)
    if (own.length > 0) return success({ file, target: one, answers: own })
  }
  return refuse('no marked answer is judged by it alone')
}

/** The marked answers that a judge decides by this rubric alone; another rubric beside it could be what is meant. */
const rubricAnswers = (answers: readonly MarkedAnswer[], rubric: string): readonly MarkedAnswer[] =>
  answers.filter(({ checks }) => checks.length === 1 && checks[0]?.value?.trim() === rubric.trim())
