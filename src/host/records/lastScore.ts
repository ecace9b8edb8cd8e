import type { Uri } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import { fingerprint } from '../../evals/preparing/fingerprint.ts'
import type { LastScore } from '../../journal/entries.ts'
import { readScores } from '../../journal/readRun.ts'
import type { Target } from '../../prompts/promptFile.ts'
import type { Stale } from '../../report/titles.ts'
import { sha256 } from '../../text/hash.ts'
import { pathOf, relativePath, workspaceFolderOf } from '../editor/files.ts'

/**
 * The score of the present text that is based on the most cases, on a tie the newest, so that an accept and an undo
 * each restore their own score. If there is none, the newest score of any text. Stale if the text or the cases have
 * changed since.
 */
export async function lastScoreOf(
  prompt: Uri,
  target: Target,
  evalSet: EvalSet,
): Promise<(LastScore & { readonly stale: Stale }) | undefined> {
  const folder = workspaceFolderOf(prompt)
  const path = relativePath(folder, prompt)
  const noted = await readScores(pathOf(folder))
  const scores = noted.filter(score => score.prompt === path && score.target === target.id)
  const [text, cases] = [sha256(target.text), fingerprint(evalSet)]
  const standing = scores.filter(score => score.text === text && score.evalSet === cases)
  // A run's verdict is based only on the test cases; a score on more cases says more.
  const most = Math.max(...standing.map(score => score.cases))
  const current = standing.findLast(score => score.cases === most)
  const last = current ?? scores.at(-1)
  return last && { ...last, stale: last === current ? undefined : last.text === text ? 'eval set' : 'prompt' }
}
