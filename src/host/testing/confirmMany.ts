import { window } from 'vscode'
import { requestsOf } from '../../evals/scoring/runRequests.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { counted } from '../../text/numbers.ts'
import type { Features } from '../features.ts'
import { isPaid } from '../models/modelNames.ts'
import { preparePrompt } from '../prompts/preparePrompt.ts'
import { readChoices } from '../runs/choices.ts'
import { type Chosen, chosenOf, idsOf } from './evaluation.ts'

/**
 * Asks before the cases of several prompts are sent to a model that may cost money: one click on "Run All Tests" must
 * not spend what nobody has seen. For a single prompt, which the user has selected, it does not ask.
 */
export async function confirmMany(features: Features, chosen: readonly Chosen[]): Promise<boolean> {
  const [first, second] = chosen.filter(({ cases }) => cases.length > 0)
  if (first === undefined || second === undefined) return true
  const choices = await readChoices(first.prompt, features.keys)
  // Problems of the settings are reported for the first prompt.
  if (!choices.ok) return choices.problem.code !== 'cancelled'
  const { models, settings } = choices.value
  const judging = [models.judge, models.embedding].filter(spec => spec !== undefined)
  if (![models.task, ...judging].some(isPaid)) return true
  let requests = 0
  for (const one of chosen) {
    const prepared = await preparePrompt(one.prompt, features.chosen)
    // One that cannot be read is told when its turn comes, and asks nothing.
    if (!prepared.ok) continue
    const evalSet = chosenOf(prepared.value.evalSet, idsOf(one))
    requests += requestsOf({ kind: 'evaluate', evalSet, settings }, takesOf(settings)).most
  }
  const names = [...new Set([models.task, ...judging].map(({ id }) => id))].join(' and ')
  const detail = `At most ${counted(requests, 'request')} to ${names}; answers that are known already cost nothing.`
  const answer = await window.showInformationMessage(
    `Evaluate ${counted(chosen.length, 'prompt')}?`,
    { modal: true, detail },
    'Evaluate',
  )
  return answer === 'Evaluate'
}
