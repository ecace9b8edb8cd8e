import type { AnswerCounts } from '../protocol/page.ts'
import { count, counted } from '../text/numbers.ts'

/** What is wrong with some answers, as a part of a sentence; empty if nothing is. */
export function answerWords(counts: AnswerCounts | undefined): string {
  if (counts === undefined) return ''
  const { answers, cut, empty, limit } = counts
  const parts = [
    ...(cut > 0 ? [`${count(cut)} of ${counted(answers, 'answer')} cut off at ${counted(limit, 'token')}`] : []),
    ...(empty > 0 ? [`${count(empty)} of ${counted(answers, 'answer')} without text`] : []),
  ]
  return parts.join(', ')
}

/** What is wrong with the answers to the prompt with which a run begins, and what to do; empty if nothing is. */
export function answerWarning(counts: AnswerCounts | undefined): string {
  const words = answerWords(counts)
  if (words === '') return ''
  const advice =
    counts !== undefined && counts.cut > 0 ? ' They are graded as they stand: raise gpo.taskMaxTokens.' : ''
  return `Your prompt was scored with ${words}.${advice}`
}
