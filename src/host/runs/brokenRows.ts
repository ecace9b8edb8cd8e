import { commands, Range, Uri } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import { brokenRows } from '../../evals/reading/leftOut.ts'
import type { Place } from '../../problem/problem.ts'
import { mention } from '../editor/notices.ts'

/** Says which rows of an eval set are left out because they are broken, with a button that leads to the first. */
export function tellBrokenRows({ problems }: EvalSet): void {
  const told = brokenRows(problems)
  if (told !== undefined) mention(told, { 'Show Row': ['vscode.open', ...rowAt(told.place)] })
}

/** Opens the eval set at the first of them. */
export async function showBrokenRow({ problems }: EvalSet): Promise<void> {
  const told = brokenRows(problems)
  if (told !== undefined) await commands.executeCommand('vscode.open', ...rowAt(told.place))
}

function rowAt({ path, line = 1 }: Place): readonly [Uri, { readonly selection: Range }] {
  return [Uri.file(path), { selection: new Range(line - 1, 0, line - 1, 0) }]
}
