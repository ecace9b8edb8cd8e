import { commands, window } from 'vscode'
import type { RunRequest } from '../../protocol/worker.ts'
import { isPaid } from '../models/modelNames.ts'
import { allowanceTold, projection } from '../runs/projection.ts'

const run = 'Run'
const adjust = 'Adjust'

/**
 * Says what a run may cost at the most before the first request is sent. Not asked where nothing can cost money, nor for
 * a plain evaluation, whose size is the number of cases that stands beside it.
 */
export async function confirmed(request: RunRequest): Promise<boolean> {
  if (request.kind === 'evaluate') tellAllowance(request)
  if (request.kind === 'evaluate' || !Object.values(request.models).some(isPaid)) return true
  const name = request.prompt.path.slice(request.prompt.path.lastIndexOf('/') + 1)
  const question = request.kind === 'compare' ? `Measure the changes of ${name}?` : `Optimize ${name}?`
  const answer = await window.showInformationMessage(
    question,
    { modal: true, detail: projection(request) },
    run,
    adjust,
  )
  if (answer === adjust) await commands.executeCommand('workbench.action.openSettings', '@ext:gpo.gpo-vscode')
  return answer === run
}

let isAllowanceTold = false

/** An evaluation is not asked about, but whose allowance it counts against is said once, until the window closes. */
function tellAllowance({ models }: RunRequest): void {
  if (isAllowanceTold || ![models.task, models.judge].some(spec => spec?.kind === 'vscode')) return
  isAllowanceTold = true
  void window.showInformationMessage(allowanceTold)
}
