import type { AnswerCounts } from '../../protocol/page.ts'
import { answerWarning } from '../../report/answerWords.ts'
import { say } from '../editor/notices.ts'

/** Says at the baseline that answers are cut off or empty, while nothing else is spent yet, with the limit at hand. */
export function warnOfAnswers(answers: AnswerCounts | undefined): void {
  const warning = answerWarning(answers)
  if (warning === '') return
  say(`GPO: ${warning}`, { 'Raise the Limit': ['workbench.action.openSettings', 'gpo.taskMaxTokens'] })
}
