import { commands } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import { brokenRows } from '../../evals/reading/leftOut.ts'
import { mention } from '../editor/notices.ts'
import { toLine } from '../editor/openAt.ts'

/** Says which rows of an eval set are left out because they are broken, which a button leads to. */
export function tellBrokenRows({ problems }: EvalSet): void {
  const told = brokenRows(problems)
  if (told !== undefined) mention(told)
}

/** Opens the eval set at the first of them. */
export async function showBrokenRow({ problems }: EvalSet): Promise<void> {
  const told = brokenRows(problems)
  if (told !== undefined) await commands.executeCommand('vscode.open', ...toLine(told.place))
}
