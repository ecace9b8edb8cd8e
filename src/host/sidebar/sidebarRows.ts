import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, type Uri } from 'vscode'
import { explanation } from '../../problem/sentences.ts'
import { progressTitle, staleTitle, waitingTitle } from '../../report/titles.ts'
import { counted, percent } from '../../text/numbers.ts'
import { uriOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { preparePrompt } from '../prompts/preparePrompt.ts'
import { workspacePath } from '../prompts/promptFiles.ts'
import { lastScoreOf } from '../records/lastScore.ts'
import { isStopped, type RunSummary, runTitle } from '../records/runSummary.ts'
import type { FolderNode, MoreNode } from './nodes.ts'

export function folderRow({ path, prompts }: FolderNode, isOpen: boolean): TreeItem {
  const state = isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed
  const row = new TreeItem(path === '' ? 'At the root' : path, state)
  row.id = `folder:${path}`
  row.iconPath = ThemeIcon.Folder
  row.description = counted(prompts.length, 'prompt')
  row.contextValue = 'folder'
  return row
}

export function moreRow(node: MoreNode): TreeItem {
  const row = new TreeItem(`${counted(node.hidden, 'more prompt')}…`)
  row.id = `more:${node.folder.path}`
  row.iconPath = new ThemeIcon('ellipsis')
  row.command = { title: 'Show More', command: 'gpo.showMorePrompts', arguments: [node] }
  return row
}

/** A prompt with its state: a running run, a refined prompt that waits, its score, or what is wrong. */
export async function promptRow(features: Features, prompt: Uri, hasRuns: boolean): Promise<TreeItem> {
  const row = new TreeItem(prompt, hasRuns ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None)
  row.id = `prompt:${prompt.toString()}`
  row.command = { title: 'Open', command: 'vscode.open', arguments: [prompt] }
  const state = await stateOf(features, prompt)
  row.label = prompt.path.slice(prompt.path.lastIndexOf('/') + 1)
  row.description = state.text
  row.iconPath = new ThemeIcon(state.icon, state.color === undefined ? undefined : new ThemeColor(state.color))
  row.contextValue = `prompt.${state.is}`
  row.tooltip = new MarkdownString().appendText([workspacePath(prompt), state.text, ...state.more].join('\n'))
  row.accessibilityInformation = { label: [row.label, state.text, ...state.more.slice(0, 1)].join(', ') }
  return row
}

export function runRow(run: RunSummary, isRunning: boolean): TreeItem {
  const { found, how } = isRunning ? { found: 'Running', how: '' } : runTitle(run)
  const row = new TreeItem(found)
  const when = new Date(run.startedAt).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' })
  row.id = `run:${run.runId}`
  row.description = [how, when].filter(text => text !== '').join(' · ')
  row.contextValue = isRunning ? 'run.running' : isStopped(run) ? 'run.stopped' : 'run.ended'
  row.iconPath = isRunning ? new ThemeIcon('loading~spin') : runIcon(run)
  row.tooltip = `Run ${run.runId}\n${found} · ${row.description}`
  row.command = { title: 'Show Trajectory', command: 'gpo.openRun', arguments: [{ kind: 'run', run }] }
  return row
}

interface State {
  readonly is: 'running' | 'waiting' | 'stopped' | 'ready' | 'bare'
  readonly icon: string
  readonly color?: string
  /** Beside the name, where a few characters fit. */
  readonly text: string
  /** For screen readers, and as further lines of the tooltip. */
  readonly more: readonly string[]
}

async function stateOf(features: Features, prompt: Uri): Promise<State> {
  const run = features.runs.of(prompt)
  if (run !== undefined) {
    const title = progressTitle(run.view.progress)
    return { is: 'running', icon: 'loading~spin', text: title.split(', ')[0] ?? title, more: [title] }
  }
  const waiting = features.pending.of(prompt)
  if (waiting !== undefined) {
    const text = `${percent(waiting.from)} → ${percent(waiting.to)}`
    return {
      is: 'waiting',
      icon: 'diff',
      color: 'charts.green',
      text,
      more: [`${waitingTitle(waiting)} waits for review`],
    }
  }
  const prepared = await preparePrompt(prompt, features.chosen)
  if (!prepared.ok) {
    const { problem } = prepared
    if (problem.code === 'no-eval-set') return { is: 'bare', icon: 'circle-outline', text: 'no eval set', more: [] }
    const text = problem.code === 'ambiguous-eval-set' ? 'choose an eval set' : 'has a problem'
    return { is: 'ready', icon: 'warning', color: 'list.warningForeground', text, more: [explanation(problem)] }
  }
  const { target, evalSet, pairing } = prepared.value
  const score = await lastScoreOf(prompt, target, evalSet)
  const problems = [...prepared.value.prompt.problems, ...evalSet.problems]
  const paired = `Eval set: ${workspacePath(uriOf(pairing.path ?? evalSet.path, prompt))} (paired by ${pairing.pairedBy})`
  const trouble = problems.length === 0 ? '' : `, ${counted(problems.length, 'problem')}`
  const cases = counted(evalSet.cases.length, 'case')
  const text = score === undefined ? cases : `${percent(score.score)} of ${score.cases}${staleTitle(score.stale)}`
  const icon = problems.length > 0 ? { icon: 'warning', color: 'list.warningForeground' } : { icon: 'comment' }
  const measured =
    score === undefined
      ? 'Not evaluated yet'
      : `Scored ${percent(score.score)} of ${counted(score.cases, 'case')} by ${score.model}, ${new Date(score.at).toLocaleString()}${staleTitle(score.stale)}`
  const more = [measured, paired]
  const is = features.unfinished.of(prompt) === undefined ? 'ready' : 'stopped'
  return { is, ...icon, text: `${text}${trouble}`, more: [...more, ...problems.map(explanation)] }
}

function runIcon(run: RunSummary): ThemeIcon {
  if (isStopped(run)) return new ThemeIcon('debug-pause')
  switch (run.end?.verdict) {
    case 'better':
      return new ThemeIcon('pass', new ThemeColor('charts.green'))
    case 'worse':
      return new ThemeIcon('arrow-down', new ThemeColor('charts.red'))
    default:
      return new ThemeIcon('circle-slash')
  }
}
