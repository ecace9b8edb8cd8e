import { unreachable } from '../../evals/health/accepted.ts'
import { caseSeverities } from '../../evals/health/caseSeverities.ts'
import { caseTroubles } from '../../evals/health/caseTroubles.ts'
import { enoughOf } from '../../evals/health/enough.ts'
import { deadCases, doubtedLabels, type PromptAnswers } from '../../evals/health/votes.ts'
import { type Prepared, prepare } from '../../evals/preparing/prepare.ts'
import { split } from '../../evals/preparing/splits.ts'
import type { Problem } from '../../problem/problem.ts'
import { runsOf, scoredTexts } from '../../report/recordedRun.ts'
import { recallAll } from '../../run/recallCase.ts'
import { settingsOf } from '../asked/optionSettings.ts'
import type { Options } from '../asked/options.ts'
import { inputOf } from '../asked/typedInput.ts'
import { checkJson, checkText, sarif } from '../output/checkPrinters.ts'
import { type ExitStatus, fail, type Terminal } from '../output/terminal.ts'
import { findRoot } from '../root.ts'

/**
 * `gpo check`: what is wrong with the cases of a prompt's eval set, according to the cases themselves and to the
 * answers that earlier runs paid for. Asks no model. Exits with 1 if a problem makes a score wrong.
 */
export async function check(options: Options, terminal: Terminal): Promise<ExitStatus> {
  const settings = settingsOf(options)
  if (!settings.ok) return fail(terminal, settings.problem)
  const prepared = await prepare(...inputOf(options, terminal))
  if (!prepared.ok) return fail(terminal, prepared.problem)
  const { evalSet, prompt, target } = prepared.value
  const tested = new Set(split(evalSet.cases, settings.value.run.seed).test)
  const root = findRoot(terminal.cwd)
  const answered = await answersOf(prepared.value, root)
  const troubles = [
    ...evalSet.problems,
    ...caseTroubles(evalSet, target.text, evalCase => tested.has(evalCase)),
    ...(await unreachable(evalSet)),
    ...(await doubtedLabels(evalSet, answered)),
    ...deadCases(evalSet, answered),
  ]
  const checked = {
    root,
    prompt: prompt.path,
    evalSet: evalSet.path,
    cases: evalSet.cases.length,
    prompts: answered.length,
    enough: enoughOf(evalSet.cases, tested.size),
  }
  const print = options.isSet('sarif') ? sarif : options.isSet('json') ? checkJson : checkText
  terminal.out(print(checked, troubles))
  return troubles.some(isError) ? 1 : 0
}

const isError = ({ code }: Problem): boolean => caseSeverities[code] === 'error'

/** What the prompts of earlier runs answered on these cases, each prompt once. */
async function answersOf({ prompt, evalSet }: Prepared, folder: string): Promise<readonly PromptAnswers[]> {
  const answers = new Map<string, PromptAnswers>()
  for (const run of await runsOf(folder, prompt.path)) {
    const texts = scoredTexts(run).filter(text => !answers.has(text))
    // With the present cases and labels, asked as the run asked them.
    const recalled = await recallAll({ ...run.request, evalSet }, texts)
    for (const [index, text] of texts.entries()) {
      const own = recalled[index]
      if (own !== undefined && own.size > 0) answers.set(text, own)
    }
  }
  return [...answers.values()]
}
