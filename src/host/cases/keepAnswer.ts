import { type Uri, window } from 'vscode'
import type { Case } from '../../evals/evalSet.ts'
import { withLabel } from '../../evals/marking/changeLabel.ts'
import { marksPathOf, withMark } from '../../evals/marking/markFile.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { KeptAs } from '../../protocol/page.ts'
import { pathOf, uriOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { inspectPrompt } from '../prompts/preparePrompt.ts'
import { workspacePath } from '../prompts/promptFiles.ts'
import { showProblem } from '../runs/announce.ts'
import { presentText, writeText } from './writeFile.ts'

/** An answer that was shown to the user, to one case of a prompt's eval set. */
export interface ShownAnswer {
  readonly evalCase: Pick<Case, 'id' | 'vars' | 'expected'>
  readonly answer: string
}

/** Keeps what the user says of an answer: a mark beside the prompt, or the answer as the one that the case expects. */
export async function keepAnswer(features: Features, prompt: Uri, shown: ShownAnswer, as: KeptAs): Promise<void> {
  const kept = as === 'expected' ? await expect(features, prompt, shown) : await mark(prompt, shown, as)
  if (!kept.ok) showProblem(features, kept.problem, prompt)
  else if (kept.value !== undefined) window.setStatusBarMessage(kept.value, 5000)
}

/** Asks for a comment, which may stay empty; undefined if the user gave up there. */
async function mark(
  prompt: Uri,
  { evalCase: { id, vars, expected }, answer }: ShownAnswer,
  as: 'good' | 'bad',
): Promise<Outcome<string | undefined>> {
  const comment = await window.showInputBox({
    title: `Mark the answer ${as}`,
    prompt: 'Why? The optimizer model is told in the next run; it may stay empty',
    ignoreFocusOut: true,
  })
  if (comment === undefined) return success(undefined)
  const uri = uriOf(marksPathOf(pathOf(prompt)), prompt)
  const source = (await presentText(uri)) ?? ''
  const said = comment.trim() !== '' && { comment: comment.trim() }
  const text = withMark(pathOf(uri), source, { case: id, vars, expected, answer, isGood: as === 'good', ...said })
  if (!text.ok) return text
  const written = await writeText(uri, source, text.value)
  return written.ok ? success(`Marked ${as} in ${workspacePath(uri)}`) : written
}

async function expect(
  features: Pick<Features, 'chosen'>,
  prompt: Uri,
  { evalCase: { id }, answer }: ShownAnswer,
): Promise<Outcome<string | undefined>> {
  const { evalSet, problem } = await inspectPrompt(prompt, features.chosen)
  if (evalSet === undefined) return failure(problem ?? { code: 'no-eval-set', tried: [] })
  const found = evalSet.cases.find(one => one.id === id)
  const known = evalSet.cases.map(one => one.id)
  if (found?.line === undefined) return failure({ code: 'unknown-case', id, known, place: { path: evalSet.path } })
  const uri = uriOf(found.path ?? evalSet.path, prompt)
  const source = (await presentText(uri)) ?? ''
  const text = withLabel(pathOf(uri), source, found.line, answer.trim())
  if (!text.ok) return text
  const written = await writeText(uri, source, text.value)
  return written.ok ? success(`The case expects this answer now, in ${workspacePath(uri)}`) : written
}
