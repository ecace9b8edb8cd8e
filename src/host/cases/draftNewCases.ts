import { ProgressLocation, window, workspace } from 'vscode'
import { withDrafts } from '../../evals/drafting/editDrafts.ts'
import { draftRequests } from '../../evals/drafting/shares.ts'
import { enoughOf } from '../../evals/health/enough.ts'
import { newRunId } from '../../journal/runId.ts'
import type { DraftReport } from '../../protocol/worker.ts'
import { draftingPlan } from '../../skills/queries/openQueries.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import { say } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { inWorker } from '../models/inWorker.ts'
import { showProblem } from '../runs/announce.ts'
import { readChoices } from '../runs/choices.ts'
import type { PromptCases } from './casesBeside.ts'
import { showDrafts } from './reviewDrafts.ts'
import { writeText } from './writeFile.ts'

const counts = [12, 24, 48] as const

/**
 * Lets the optimizer model draft cases, after the user has chosen how many and seen how many requests that takes at
 * most. Drafts go to a file of their own, which is opened. A `wantedLabel` is the answer that they are wanted for.
 */
export async function draftNewCases(
  features: Features,
  cases: PromptCases,
  workerPath: string,
  wantedLabel?: string,
): Promise<void> {
  if (!workspace.isTrusted) return showProblem(features, { code: 'untrusted' })
  const choices = await readChoices(cases.uri, features.keys)
  if (!choices.ok) return showProblem(features, choices.problem, cases.uri)
  const { models, settings, keys } = choices.value
  const model = models.optimizer.kind === 'demo' ? 'the simulated demo model' : models.optimizer.id
  const what = cases.queries ? 'near misses' : 'cases'
  const items = itemsFor(cases, what, model, wantedLabel)
  if (items.length === 0) return showProblem(features, { code: 'no-neighbours', place: { path: pathOf(cases.uri) } })
  const title = cases.queries
    ? 'Draft near misses: requests that belong to a neighbour and sound like this skill'
    : 'Draft cases: what the prompt promises first, then inputs that test each promise'
  const picked = await window.showQuickPick(items, { title, placeHolder: 'None is scored before you accept it' })
  if (picked === undefined) return
  const { plan, most } = picked
  const request = { id: newRunId(), folder: pathOf(workspaceFolderOf(cases.uri)), models, settings, plan }
  const report = await window.withProgress(
    { location: ProgressLocation.Notification, title: `GPO: drafting ${what}`, cancellable: true },
    (progress, token) =>
      inWorker<DraftReport>(workerPath, { type: 'draft', request, keys }, token, message => {
        if (message.type === 'replied') progress.report({ message: `${message.requests} of at most ${most} requests` })
        return message.type === 'drafted' ? message.outcome : undefined
      }),
  )
  if (!report.ok) return showProblem(features, report.problem, cases.uri)
  const text = withDrafts(pathOf(cases.draftsUri), cases.draftsSource, report.value.cases)
  if (!text.ok) return showProblem(features, text.problem, cases.uri)
  const written = await writeText(cases.draftsUri, cases.draftsSource, text.value)
  if (!written.ok) return showProblem(features, written.problem, cases.uri)
  await showDrafts(cases.draftsUri)
  tell(report.value, cases.queries ? 'neighbour' : 'rule')
}

const itemsFor = (cases: PromptCases, what: string, model: string, wantedLabel: string | undefined) =>
  choicesFor(cases, wantedLabel).flatMap(({ count, about, has }) => {
    const plan = draftingPlan(cases, { count, about })
    if (plan === undefined) return []
    const most = 'neighbours' in plan ? plan.neighbours.length : draftRequests(count)
    const label = `$(sparkle) ${count} ${about === undefined ? what : `${what} for "${about}"`}`
    const now = has === undefined ? '' : `, which has ${has} now`
    return [{ label, description: `at most ${counted(most, 'request')} to ${model}${now}`, plan, most }]
  })

/** The counts to offer: first for labels with too few cases, or only for the label that was named. */
function choicesFor({ evalSet }: PromptCases, wantedLabel: string | undefined) {
  if (wantedLabel !== undefined) return counts.map(count => ({ count, about: wantedLabel, has: undefined }))
  const few = evalSet ? enoughOf(evalSet.cases, 0).few : []
  return [
    ...few.map(({ label, cases: has }) => ({ count: counts[0], about: label, has })),
    ...counts.map(count => ({ count, about: undefined, has: undefined })),
  ]
}

function tell({ cases, rules, problem }: DraftReport, kind: 'rule' | 'neighbour'): void {
  const ended = problem === undefined ? '' : ' The model stopped answering before all were drafted.'
  say(`${counted(cases.length, 'draft')} for ${counted(rules.length, kind)}. Accept or reject each.${ended}`)
}
