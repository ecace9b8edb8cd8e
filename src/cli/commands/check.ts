import { caseSeverities } from '../../evals/health/caseSeverities.ts'
import { prepare } from '../../evals/preparing/prepare.ts'
import type { Problem } from '../../problem/problem.ts'
import { earlierTexts } from '../../report/recordedRun.ts'
import { checkHealth } from '../../run/health/checkHealth.ts'
import type { Options } from '../asked/options.ts'
import { settingsOf } from '../asked/settingsFromOptions.ts'
import { inputOf } from '../asked/typedInput.ts'
import { checkJson, checkText, sarif } from '../output/checkPrinters.ts'
import type { ExitStatus } from '../output/exitStatus.ts'
import { fail, type Terminal } from '../output/terminal.ts'
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
  const root = findRoot(terminal.cwd)
  const runs = await earlierTexts(root, prompt.path)
  const { seed } = settings.value.run
  const health = await checkHealth({ evalSet, prompt: target.text, seed, runs })
  const print = options.isSet('sarif') ? sarif : options.isSet('json') ? checkJson : checkText
  terminal.out(print({ root, prompt: prompt.path, evalSet: evalSet.path }, health))
  return health.problems.some(isError) ? 1 : 0
}

const isError = ({ code }: Problem): boolean => caseSeverities[code] === 'error'
