import { ProgressLocation, window, workspace } from 'vscode'
import { withDrafts } from '../../evals/drafting/draftFile.ts'
import { draftPlanFor } from '../../evals/drafting/draftPlan.ts'
import { newRunId } from '../../journal/runId.ts'
import type { Problem } from '../../problem/problem.ts'
import { counted } from '../../text/numbers.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import { say } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { showProblem } from '../runs/announce.ts'
import { readChoices } from '../runs/choices.ts'
import type { PromptCases } from './casesBeside.ts'
import { draftInWorker } from './draftInWorker.ts'
import { showDrafts } from './reviewDrafts.ts'
import { writeText } from './writeFile.ts'

const counts = [12, 24, 48]

/**
 * Lets the optimizer model draft cases, after the user has chosen how many and seen what that takes at most. They wait
 * in the file of drafts, which is opened.
 */
export async function draftNewCases(features: Features, cases: PromptCases, workerPath: string): Promise<void> {
  if (!workspace.isTrusted) return showProblem(features, { code: 'untrusted' })
  const choices = await readChoices(cases.uri, features.keys)
  if (!choices.ok) return showProblem(features, choices.problem, cases.uri)
  const { models, settings, keys } = choices.value
  const model = models.optimizer.kind === 'demo' ? 'the simulated demo model' : models.optimizer.id
  const items = counts.map(count => ({
    label: `$(sparkle) ${count} cases`,
    description: `at most ${counted(mostRequests(count), 'request')} to ${model}`,
    count,
  }))
  const title = 'Draft cases: what the prompt promises first, then inputs that test each promise'
  const picked = await window.showQuickPick(items, { title, placeHolder: 'None is scored before you accept it' })
  if (picked === undefined) return
  const plan = draftPlanFor(cases, { count: picked.count })
  const request = { id: newRunId(), folder: pathOf(workspaceFolderOf(cases.uri)), models, settings, plan }
  const report = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'GPO: drafting cases', cancellable: true },
    (progress, token) =>
      draftInWorker(workerPath, { request, keys }, token, requests =>
        progress.report({ message: `${requests} of at most ${mostRequests(picked.count)} requests` }),
      ),
  )
  if (!report.ok) return showProblem(features, report.problem, cases.uri)
  const text = withDrafts(pathOf(cases.draftsUri), cases.draftsSource, report.value.cases)
  if (!text.ok) return showProblem(features, text.problem, cases.uri)
  await writeText(cases.draftsUri, cases.draftsSource, text.value)
  await showDrafts(cases.draftsUri)
  tell(report.value.cases.length, report.value.rules.length, report.value.problem)
}

/** One request for the rules; for each of at most eight rules inputs, and perhaps answers. */
const mostRequests = (count: number): number => {
  const rules = Math.max(3, Math.min(8, Math.ceil(count / 4)))
  return 1 + 2 * Math.max(rules, Math.ceil(count / 8))
}

function tell(drafts: number, rules: number, problem: Problem | undefined): void {
  const ended = problem === undefined ? '' : ' The model stopped answering before all were drafted.'
  say(
    `${counted(drafts, 'draft')} for ${counted(rules, 'rule')}. Accept or reject each with the lens above it.${ended}`,
  )
}
