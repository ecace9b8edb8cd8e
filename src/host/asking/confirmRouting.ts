import { window } from 'vscode'
import type { RouteRequest } from '../../protocol/worker.ts'
import { toWeigh } from '../../skills/figures/weighed.ts'
import { counted } from '../../text/numbers.ts'
import { isPaid } from '../models/modelNames.ts'

/** Asks before queries are routed by a model that may cost money. */
export async function agreesToRouting({ queries, before, options, model }: RouteRequest): Promise<boolean> {
  if (!isPaid(model)) return true
  const asked = queries.length + (before ? toWeigh(queries, before.changes) : 0)
  const answers = counted(asked * options.runs, 'answer')
  const requests = counted(asked * (options.shuffles ? options.runs : 1), 'request')
  const detail = `${answers} of ${model.id}, in ${requests} or more where it gives one answer at a time; answers that are known already cost nothing.`
  const among = before ? ' with and without the new descriptions' : ''
  const question = `Route ${counted(queries.length, 'query', 'queries')}${among}?`
  return (await window.showInformationMessage(question, { modal: true, detail }, 'Route')) === 'Route'
}
