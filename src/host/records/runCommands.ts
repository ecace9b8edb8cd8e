import { type ExtensionContext, Uri, window } from 'vscode'
import type { RunCommandName } from '../commandNames.ts'
import { activeUri } from '../editor/activeUri.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import type { CalledWith, Commands } from '../onDemand.ts'
import { openExample } from '../prompts/openExample.ts'
import { pickPrompt } from '../prompts/pickPrompt.ts'
import { showProblem } from '../runs/announce.ts'
import { goOn } from '../runs/goOn.ts'
import { resumeRun } from '../runs/runPrompt.ts'
import { runIn, uriIn } from '../sidebar/nodes.ts'
import type { PromptsView } from '../sidebar/promptsView.ts'
import { deleteRuns } from './deleteRun.ts'
import { exportReport, isExportAs } from './exportReport.ts'
import { type RunSummary, runTitle } from './runSummary.ts'

/** Carries out a command on the row it was called on, and in the view on all selected rows. */
type Handler = (...called: CalledWith) => unknown

/** The commands about runs: on the run they are called on, otherwise on one of the prompt's runs. */
export function runCommands(
  features: Features,
  view: PromptsView,
  { extensionUri: extension, globalStorageUri: storage }: ExtensionContext,
): Commands<RunCommandName> {
  const handlers: Readonly<Record<RunCommandName, Handler>> = {
    openRun: async on => {
      const run = await runOf(on, 'Open which run?')
      if (run !== undefined) features.pages.show(run.folder, run.runId, run.prompt)
    },
    resumeRun: async on => {
      const run = runIn(on)
      return run === undefined ? undefined : resumeRun(features, run.folder, run.runId)
    },
    goOnWithRun: async on => {
      const run = await runOf(on, 'Go on with which run?')
      return run === undefined ? undefined : goOn(features, run.folder, run.runId)
    },
    compareRuns: async (on, all) => {
      const [one, other] = selected(on, all)
      const first = one ?? (await runOf(on, 'Compare which run?'))
      if (first === undefined) return
      const second = other ?? (await ask(first.prompt, 'Compare with which run?', run => run.runId !== first.runId))
      if (second === undefined) return
      const [older, newer] = first.startedAt < second.startedAt ? [first, second] : [second, first]
      await features.pages.compare(newer.folder, newer.runId, older.runId, newer.prompt)
    },
    exportReport: async (on, as, place) => {
      // A caller that names a format is not a user who could be asked for the run, so it gets the newest.
      const newest = isExportAs(as) ? (await endedRuns(on))[0] : undefined
      const run = newest ?? (await runOf(on, 'Export the report of which run?'))
      if (run === undefined) return undefined
      const text = await exportReport(run, isExportAs(as) ? as : undefined, place instanceof Uri ? place : undefined)
      if (text.ok) return text.value
      return showProblem(features, text.problem)
    },
    deleteRun: (on, all) => deleteRuns(features, selected(on, all)),
    refreshPrompts: () => view.refresh(),
    openExample: () => openExample(extension, storage),
  }
  return (name, called) => handlers[name](...called)

  /** The run of a row; for a prompt file the only run that has ended, or the one that the user picks. */
  async function runOf(on: unknown, title: string): Promise<RunSummary | undefined> {
    const run = runIn(on)
    if (run !== undefined) return run
    const prompt = uriIn(on) ?? activeUri() ?? (await pickPrompt(features, 'openRun'))
    return prompt && ask(prompt.path, title, () => true)
  }

  async function endedRuns(on: unknown): Promise<readonly RunSummary[]> {
    const prompt = uriIn(on)
    return prompt === undefined ? [] : (await features.index.of(prompt)).filter(({ end }) => end !== undefined)
  }

  async function ask(
    prompt: string,
    title: string,
    fits: (run: RunSummary) => boolean,
  ): Promise<RunSummary | undefined> {
    const runs = (await features.index.of(Uri.file(prompt))).filter(run => run.end !== undefined && fits(run))
    const [only, another] = runs
    if (only === undefined) {
      mention({ code: 'none-ended' })
      return undefined
    }
    if (another === undefined) return only
    const items = runs.map(run => {
      const { found, how } = runTitle(run)
      return { label: found, description: how, detail: new Date(run.startedAt).toLocaleString(), run }
    })
    return (await window.showQuickPick(items, { title, matchOnDescription: true }))?.run
  }
}

function selected(on: unknown, all: unknown): readonly RunSummary[] {
  const rows = Array.isArray(all) && all.length > 0 ? all : [on]
  return rows.flatMap(row => runIn(row) ?? [])
}
