import { window } from 'vscode'
import type { RouteRequest } from '../../protocol/worker.ts'
import { counted } from '../../text/numbers.ts'
import { isPaid } from '../models/modelNames.ts'

/** Asks before queries are routed by a model that may cost money. */
export async function agreesToRouting({ queries, options, model }: RouteRequest): Promise<boolean> {
  if (!isPaid(model)) return true
  const answers = counted(queries.length * options.runs, 'answer')
  const requests = counted(queries.length * (options.shuffles ? options.runs : 1), 'request')
  const detail = `${answers} of ${model.id}, in ${requests} or more where it gives one answer at a time; answers that are known already cost nothing.`
  const question = `Route ${counted(queries.length, 'query', 'queries')}?`
  return (await window.showInformationMessage(question, { modal: true, detail }, 'Route')) === 'Route'
}
