import { commands, window } from 'vscode'
import type { RunRequest } from '../../protocol/worker.ts'
import { isPaid } from '../models/modelNames.ts'
import { allowanceTold, projection } from '../runs/projection.ts'
import { say } from './notices.ts'

const run = 'Run'
const adjust = 'Adjust'

/**
 * Shows what a run may cost at most before the first request is sent. Does not ask if nothing can cost money, nor for a
 * plain evaluation, whose size is the number of cases shown beside it.
 */
export async function confirmed(request: RunRequest, text: string): Promise<boolean> {
  if (request.kind === 'evaluate') tellAllowance(request)
  if (request.kind === 'evaluate' || !Object.values(request.models).some(isPaid)) return true
  const name = request.prompt.path.slice(request.prompt.path.lastIndexOf('/') + 1)
  const question = request.kind === 'compare' ? `Measure the changes of ${name}?` : `Optimize ${name}?`
  const answer = await window.showInformationMessage(
    question,
    { modal: true, detail: projection(request, text) },
    run,
    adjust,
  )
  if (answer === adjust) await commands.executeCommand('workbench.action.openSettings', '@ext:gpo.gpo-vscode')
  return answer === run
}

let isAllowanceTold = false

/** An evaluation is not confirmed, but the user is told once per window whose allowance it counts against. */
function tellAllowance({ models }: RunRequest): void {
  if (isAllowanceTold || ![models.task, models.judge].some(spec => spec?.kind === 'vscode')) return
  isAllowanceTold = true
  say(allowanceTold)
}
