import { window } from 'vscode'
import type { JudgeRequest } from '../../protocol/worker.ts'
import { counted } from '../../text/numbers.ts'
import { isPaid } from '../models/modelNames.ts'

/** Asks before a judge is asked that may cost money. */
export async function agreesToJudging({ judge, answers }: JudgeRequest): Promise<boolean> {
  if (!isPaid(judge)) return true
  const detail = `Each marked answer is put to ${judge.id} as it is, with words added that say nothing, with the parts of the question in reverse order, and some once more: about ${counted(answers.length * 4, 'request')}. Verdicts that are known already cost nothing.`
  const question = `Compare the judge with ${counted(answers.length, 'mark')}?`
  return (await window.showInformationMessage(question, { modal: true, detail }, 'Compare')) === 'Compare'
}
