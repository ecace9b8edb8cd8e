import { Range, Uri } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import { sentence } from '../../problem/sentences.ts'
import { say } from '../editor/notices.ts'

/** Says which rows of an eval set a run leaves out because they are broken, with a button that leads to the first. */
export function tellBrokenRows({ problems }: EvalSet): void {
  const told = problems.find(problem => problem.code === 'cases-left-out' && problem.cause.code === 'broken-row')
  if (told?.place === undefined) return
  const { path, line = 1 } = told.place
  const at = new Range(line - 1, 0, line - 1, 0)
  say(sentence(told), { 'Show Row': ['vscode.open', Uri.file(path), { selection: at }] })
}
