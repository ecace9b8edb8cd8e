import type { AnswerCounts } from '../../protocol/page.ts'
import { answerWarning } from '../../report/answerWords.ts'
import { say } from '../editor/notices.ts'

/**
 * Warns that answers are cut off or empty: during the baseline, before anything else is spent, or after an evaluation.
 * Offers to change the limit.
 */
export function warnOfAnswers(answers: AnswerCounts | undefined): void {
  const warning = answerWarning(answers)
  if (warning === '') return
  say(`GPO: ${warning}`, { 'Raise the Limit': ['workbench.action.openSettings', 'gpo.taskMaxTokens'] })
}
