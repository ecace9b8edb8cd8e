import { window } from 'vscode'
import { testCasesOf } from '../../evals/preparing/testSplit.ts'
import { looksBefore } from '../../journal/looks.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { sha256 } from '../../text/hash.ts'
import { say } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { isPaid } from '../models/modelNames.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import { asksLike } from '../records/perRequest.ts'
import { allowanceTold, projectionOfTexts } from './projection.ts'
import { askSheet } from './sheet.ts'

/** The request about the prompt's `text` that the user agreed to: `again` if the settings have changed meanwhile, undefined for none. */
export type Confirm = (
  features: Features,
  request: RunRequest,
  text: string,
) => Promise<RunRequest | 'again' | undefined>

/**
 * Shows what a run may take before its first request is sent. A plain evaluation, whose size is the number of cases
 * shown beside it, is not asked about.
 */
export const confirmed: Confirm = async (features, request, text) => {
  if (request.kind === 'optimize') {
    const runs = await features.index.in(request.folder)
    const before = runs.find(run => run.perRequest?.of === asksLike(request))?.perRequest
    const looks = looksBefore(request.folder, testCasesOf(request.evalSet, request.settings.seed), sha256(text))
    return askSheet({ request, text, looks, ...(before && { before }) })
  }
  tellAllowance(request)
  return request
}

const run = 'Run'

/** Measuring changes is asked about only if it may cost money. */
export async function agreesToTexts(request: RunRequest): Promise<boolean> {
  if (!Object.values(request.models).some(isPaid)) return true
  const name = promptTitle(request.prompt.path)
  const detail = projectionOfTexts(request)
  return (await window.showInformationMessage(`Measure the changes of ${name}?`, { modal: true, detail }, run)) === run
}

let isAllowanceTold = false

/** An evaluation is not confirmed, but the user is told once per window whose allowance it counts against. */
function tellAllowance({ models }: RunRequest): void {
  if (isAllowanceTold || ![models.task, models.judge].some(spec => spec?.kind === 'vscode')) return
  isAllowanceTold = true
  say(allowanceTold)
}
