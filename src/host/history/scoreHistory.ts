import { commands, ProgressLocation, type QuickPickItem, QuickPickItemKind, type Uri, window, workspace } from 'vscode'
import { fingerprint } from '../../evals/preparing/fingerprint.ts'
import { readScores } from '../../journal/readRun.ts'
import type { Problem } from '../../problem/problem.ts'
import { explanation } from '../../problem/sentences.ts'
import { intervalTitle } from '../../report/titles.ts'
import { counted, percent } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import { preparePrompt } from '../prompts/preparePrompt.ts'
import { showProblem } from '../runs/announce.ts'
import { follow, makeReady } from '../runs/runPrompt.ts'
import { type PastScore, pastScores } from './pastScores.ts'
import { versionUri } from './versionDocuments.ts'
import { type Version, versionsOf } from './versions.ts'

type Choice = QuickPickItem & { readonly past?: PastScore; readonly isScoring?: boolean }

/** The prompt's score over its versions in git, from the scores that are kept. A model is asked only on request. */
export async function scoreHistory(features: Features, prompt: Uri, target?: string): Promise<void> {
  if (!workspace.isTrusted) return showProblem(features, { code: 'untrusted' })
  const prepared = await preparePrompt(prompt, features.chosen, target)
  if (!prepared.ok) return showProblem(features, prepared.problem, prompt)
  const { evalSet } = prepared.value
  const own = prepared.value.target
  const versions = await window.withProgress(
    { location: ProgressLocation.Window, title: 'GPO: reading the versions in git' },
    () => versionsOf(pathOf(prompt)),
  )
  const scores = await readScores(pathOf(workspaceFolderOf(prompt)))
  const now = {
    commit: '',
    at: '',
    subject: 'as it stands now',
    path: pathOf(prompt).slice(1),
    source: prepared.value.prompt.source,
  }
  const past = pastScores([now, ...versions.found], own.id, scores, fingerprint(evalSet))
  const late = versions.isLate ? ({ code: 'versions-late', versions: versions.found.length } as const) : undefined
  if (versions.found.length === 0) return mention(late ?? { code: 'no-versions' })
  const unscored = past.filter(({ isOnTheseCases }) => !isOnTheseCases)
  const picked = await window.showQuickPick(
    [...scoring(unscored, evalSet.cases.length), ...past.map(rowOf), ...lateRow(late)],
    {
      title: `Scores of ${visibleLine(workspace.asRelativePath(prompt))} over its versions`,
      placeHolder: courseSentence(past),
      matchOnDescription: true,
    },
  )
  if (picked?.isScoring === true) await scoreAll(features, prompt, own.id, unscored)
  else if (picked?.past !== undefined) await showVersion(prompt, picked.past.version)
}

function scoring(unscored: readonly PastScore[], cases: number): readonly Choice[] {
  if (unscored.length === 0) return []
  return [
    {
      label: `$(play) Score ${counted(unscored.length, 'version')} without a score`,
      detail: `Each is scored on ${counted(cases, 'case')}; answers that are known already are not asked for again`,
      isScoring: true,
    },
    { label: 'Versions, newest first', kind: QuickPickItemKind.Separator },
  ]
}

/** Stands where the older versions would. */
const lateRow = (late: Problem | undefined): readonly Choice[] =>
  late === undefined ? [] : [{ label: '$(warning) Not the whole history', detail: explanation(late) }]

function rowOf(past: PastScore): Choice {
  const { version, score, isOnTheseCases } = past
  const on = score === undefined || isOnTheseCases ? '' : ', of other cases than there are now'
  return {
    label: score === undefined ? 'not scored' : `${intervalTitle(score)} of ${counted(score.cases, 'case')}${on}`,
    description: visibleLine(
      [version.commit.slice(0, 8), version.at.slice(0, 10), version.subject].filter(part => part !== '').join(' '),
    ),
    past,
  }
}

/** The scores on the present cases, oldest first. */
function courseSentence(past: readonly PastScore[]): string {
  const known = past.flatMap(({ score, isOnTheseCases }) => (score && isOnTheseCases ? [percent(score.score)] : []))
  return known.length === 0
    ? 'No version was scored on these cases yet'
    : `Oldest to newest: ${known.toReversed().join(' → ')}`
}

/** One version after the other, each as the evaluation that it is; the first that fails ends it. */
async function scoreAll(
  features: Features,
  prompt: Uri,
  target: string,
  versions: readonly PastScore[],
): Promise<void> {
  for (const { version } of versions) {
    const ready = await makeReady(features, 'evaluate', prompt, target, request => ({
      ...request,
      prompt: { ...request.prompt, source: version.source },
    }))
    if (!ready.ok) return showProblem(features, ready.problem, prompt)
    const end = await follow(features, ready.value)
    if (end?.type !== 'evaluated') return
  }
  await scoreHistory(features, prompt, target)
}

async function showVersion(prompt: Uri, { commit, path, source }: Version): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (commit === '') return void window.showTextDocument(prompt)
  await commands.executeCommand(
    'vscode.diff',
    versionUri(path, commit, source),
    prompt,
    `${name}: ${commit.slice(0, 8)} and now`,
  )
}
