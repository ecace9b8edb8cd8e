import { Uri, type WebviewPanel, type WebviewPanelSerializer, window, workspace } from 'vscode'
import { type Outcome, success } from '../../problem/outcome.ts'
import { readFromPage } from '../../protocol/guards.ts'
import type { CaseAnswers, FromPage, RunView, ToPage } from '../../protocol/page.ts'
import { type CandidateChoice, readRecorded } from '../../report/recordedRun.ts'
import { pageColumn } from '../editor/columns.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { complain } from '../editor/notices.ts'
import type { OnDemand } from '../onDemand.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import { standsInFile } from '../records/standsInFile.ts'
import type { Runs } from '../runs/runs.ts'
import type { Run } from '../runs/workerRun.ts'
import { pageHtml } from './pageHtml.ts'
import { recordedView } from './view.ts'

/** What a page may request. It names a run and numbers, and never sends a text. */
export interface PageActions {
  cancel(runId: string): void
  resume(folder: string, runId: string): void
  /** Asks for more steps of a run that has ended. */
  goOn(folder: string, runId: string): void
  review(folder: string, runId: string): void
  compare(folder: string, runId: string, choice: CandidateChoice): void
  /** The answers to a case with your prompt and with the winner of a step, if available. */
  answers(folder: string, runId: string, step: number, caseId: string): Promise<CaseAnswers | undefined>
  /** Keeps what the user says of an answer; the answer itself is looked up here. */
  keep(folder: string, runId: string, told: Extract<FromPage, { type: 'keep' }>): Promise<void>
}

const pageType = 'gpo.trajectory'

/**
 * The trajectory pages, at most one per run. A hidden page is discarded and requests its view again when it returns.
 */
export class Pages extends Lifetime implements WebviewPanelSerializer {
  private readonly extension: Uri
  private readonly runs: Runs
  private readonly actions: OnDemand<PageActions>
  private readonly panels = new Map<string, WebviewPanel>()
  /** The run whose page was opened last, by prompt file. */
  private readonly newest = new Map<string, string>()
  /** The run that a run's page is compared with. */
  private readonly others = new Map<string, string>()

  constructor(extension: Uri, runs: Runs, actions: OnDemand<PageActions>) {
    super()
    this.extension = extension
    this.runs = runs
    this.actions = actions
    this.register(window.registerWebviewPanelSerializer(pageType, this))
  }

  /**
   * Brings the page of a run to the front without taking the keyboard focus from the prompt. It replaces the page of an
   * earlier run of the same prompt.
   */
  show(folder: string, runId: string, prompt: string): void {
    const open = this.panels.get(runId)
    if (open !== undefined) {
      open.reveal(undefined, true)
      return
    }
    this.panels.get(this.newest.get(prompt) ?? '')?.dispose()
    this.newest.set(prompt, runId)
    const title = `GPO: ${promptTitle(prompt)}`
    const place = { viewColumn: pageColumn(), preserveFocus: true }
    this.fill(window.createWebviewPanel(pageType, title, place, { enableScripts: true }), folder, runId)
  }

  /** Shows two runs of a prompt on the page of the newer one. */
  async compare(folder: string, runId: string, otherId: string, prompt: string): Promise<void> {
    this.others.set(runId, otherId)
    this.show(folder, runId, prompt)
    await this.tellOther(folder, runId)
  }

  /** Passes a run's events to its page, if open. */
  follow(run: Run): void {
    run.onEvent(event => {
      if (event.type === 'case') return
      const runId = run.request.id
      if (event.type === 'step') this.post(runId, { type: 'step', runId, step: event.step })
      else if (event.type === 'progress') this.post(runId, { type: 'progress', runId, progress: event.progress })
      else this.post(runId, { type: 'view', view: run.view })
    })
  }

  /** Sends a run's page the present view, after the user decided on its prompt. */
  async refresh(folder: string, runId: string): Promise<void> {
    if (!this.panels.has(runId)) return
    const view = await this.viewOf(folder, runId)
    if (view.ok) this.post(runId, { type: 'view', view: view.value })
    else complain(view.problem)
  }

  /** Fills a page that the editor restores after a reload with the run whose name the page stored. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const runId = readRunId(state)
    const place = runId === undefined ? undefined : await placeOf(runId)
    if (runId === undefined || place === undefined) {
      panel.dispose()
      return
    }
    this.newest.set(place.prompt, runId)
    this.fill(panel, place.folder, runId)
  }

  private fill(panel: WebviewPanel, folder: string, runId: string): void {
    const dist = Uri.joinPath(this.extension, 'dist')
    this.panels.set(runId, panel)
    panel.onDidDispose(() => this.panels.delete(runId))
    panel.webview.onDidReceiveMessage((raw: unknown) => this.hear(readFromPage(raw), folder, runId))
    panel.iconPath = Uri.joinPath(this.extension, 'media', 'icon.png')
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] }
    panel.webview.html = pageHtml(panel.webview, dist, 'GPO trajectory')
  }

  private async hear(message: FromPage | undefined, folder: string, runId: string): Promise<void> {
    if (message === undefined) return
    switch (message.type) {
      case 'ready':
        void this.refresh(folder, runId).then(() => this.tellOther(folder, runId))
        break
      case 'endComparison':
        this.others.delete(runId)
        this.post(runId, { type: 'compared', runId, other: null })
        break
      case 'cancel':
        ;(await this.actions())?.cancel(runId)
        break
      case 'resume':
        ;(await this.actions())?.resume(folder, runId)
        break
      case 'goOn':
        ;(await this.actions())?.goOn(folder, runId)
        break
      case 'review':
        ;(await this.actions())?.review(folder, runId)
        break
      case 'compare':
        ;(await this.actions())?.compare(folder, runId, { step: message.step, candidate: message.candidate })
        break
      case 'answers':
        void this.tellAnswers(folder, runId, message.step, message.caseId)
        break
      case 'keep':
        await (await this.actions())?.keep(folder, runId, message)
        break
      default:
        message satisfies never
    }
  }

  private async tellAnswers(folder: string, runId: string, step: number, caseId: string): Promise<void> {
    const answers = await (await this.actions())?.answers(folder, runId, step, caseId)
    if (answers !== undefined) this.post(runId, { type: 'answers', runId, answers })
  }

  private async tellOther(folder: string, runId: string): Promise<void> {
    const otherId = this.others.get(runId)
    if (otherId === undefined) return
    const other = await this.viewOf(folder, otherId)
    if (other.ok) this.post(runId, { type: 'compared', runId, other: other.value })
    else complain(other.problem)
  }

  private async viewOf(folder: string, runId: string): Promise<Outcome<RunView>> {
    const running = this.runs.byId(runId)
    if (running !== undefined) return success(running.view)
    const recorded = await readRecorded(folder, runId)
    return recorded.ok ? success(recordedView(recorded.value, await standsInFile(recorded.value))) : recorded
  }

  private post(runId: string, message: ToPage): void {
    void this.panels.get(runId)?.webview.postMessage(message)
  }
}

const readRunId = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'runId' in state && typeof state.runId === 'string'
    ? state.runId
    : undefined

/** The folder with the journal of a run, and the run's prompt file. */
async function placeOf(runId: string): Promise<{ folder: string; prompt: string } | undefined> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const folder = pathOf(uri)
    const recorded = await readRecorded(folder, runId)
    if (recorded.ok) return { folder, prompt: recorded.value.request.prompt.path }
  }
  return undefined
}
