import { Uri, type WebviewPanel, type WebviewPanelSerializer, window, workspace } from 'vscode'
import { leadsInto } from '../../disk/realPath.ts'
import type { EvalSet } from '../../evals/evalSet.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Place, Problem } from '../../problem/problem.ts'
import { readFromHealthPage } from '../../protocol/healthGuards.ts'
import type { FromHealthPage, ToHealthPage } from '../../protocol/healthPage.ts'
import { presentText, writeText } from '../cases/writeFile.ts'
import { pageColumn } from '../editor/columns.ts'
import { pathOf, uriOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { complain } from '../editor/notices.ts'
import { openAt } from '../editor/openAt.ts'
import type { OnDemand } from '../onDemand.ts'
import { pageHtml } from '../page/pageHtml.ts'
import { type RowFix, withRowFixed } from '../problems/quickFixes.ts'
import { type ChosenEvalSets, inspectPrompt } from '../prompts/preparePrompt.ts'
import { workspacePath } from '../prompts/promptFiles.ts'
import type { Health, Healths } from './healths.ts'
import { caseOf, healthView, inOrder, rowFixes } from './healthView.ts'

/** What a page may request besides looking at cases and fixing them. */
export interface HealthPageActions {
  checkJudge(prompt: Uri): void
  alignJudge(prompt: Uri): void
  /** Drafts more cases for an answer that has too few. */
  draft(prompt: Uri, label: string): void
  refuse(problem: Problem, prompt: Uri): void
}

const pageType = 'gpo.health'

interface Open {
  readonly prompt: Uri
  readonly panel: WebviewPanel
  /** What the page was sent last, and its number. */
  sent: { readonly at: number; readonly health: Health }
}

/** The pages about the health of eval sets, at most one per prompt. They name findings by their numbers. */
export class HealthPages extends Lifetime implements WebviewPanelSerializer {
  private readonly extension: Uri
  private readonly healths: Healths
  private readonly chosen: ChosenEvalSets
  private readonly actions: OnDemand<HealthPageActions>
  private readonly panels = new Map<string, Open>()

  constructor(extension: Uri, healths: Healths, chosen: ChosenEvalSets, actions: OnDemand<HealthPageActions>) {
    super()
    this.extension = extension
    this.healths = healths
    this.chosen = chosen
    this.actions = actions
    this.register(healths.onDidChange(prompt => this.tell(prompt)))
    this.register(window.registerWebviewPanelSerializer(pageType, this))
    this.register(workspace.onDidSaveTextDocument(() => this.checkAgain()))
  }

  /** Brings the page of a prompt to the front without taking the keyboard focus, and looks at the cases. */
  show(prompt: Uri): void {
    const open = this.panels.get(prompt.toString())
    const place = { viewColumn: pageColumn(), preserveFocus: true }
    if (open !== undefined) open.panel.reveal(undefined, true)
    else
      this.fill(
        window.createWebviewPanel(pageType, 'GPO: health of the eval set', place, { enableScripts: true }),
        prompt,
      )
    void this.healths.check(prompt)
  }

  /** Sends the page of a prompt what is known now. */
  private tell(prompt: Uri): void {
    const open = this.panels.get(prompt.toString())
    if (open === undefined) return
    const health = this.healths.of(prompt)
    open.sent = { at: open.sent.at + 1, health }
    const relative = (path: string): string => workspacePath(uriOf(path, prompt))
    const view = healthView(health, { prompt: pathOf(prompt), at: open.sent.at, relative })
    void open.panel.webview.postMessage({ type: 'health', view } satisfies ToHealthPage)
  }

  /** Fills a page that the editor restores after a reload with the prompt that the page stored. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const path = promptIn(state)
    const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => pathOf(uri))
    if (path === undefined || !leadsInto(path, folders)) return panel.dispose()
    this.fill(panel, Uri.file(path))
    void this.healths.check(Uri.file(path))
  }

  private fill(panel: WebviewPanel, prompt: Uri): void {
    const dist = Uri.joinPath(this.extension, 'dist')
    this.panels.set(prompt.toString(), { prompt, panel, sent: { at: 0, health: { isChecking: false } } })
    panel.onDidDispose(() => this.panels.delete(prompt.toString()))
    panel.webview.onDidReceiveMessage((raw: unknown) => void this.hear(readFromHealthPage(raw), prompt))
    panel.iconPath = Uri.joinPath(this.extension, 'media', 'icon.png')
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] }
    panel.webview.html = pageHtml(panel.webview, dist, 'Health of the eval set')
  }

  private checkAgain(): void {
    for (const { prompt, panel } of this.panels.values()) if (panel.visible) void this.healths.check(prompt)
  }

  private async hear(message: FromHealthPage | undefined, prompt: Uri): Promise<void> {
    const open = this.panels.get(prompt.toString())
    if (message === undefined || open === undefined) return
    switch (message.type) {
      case 'ready':
        return this.tell(prompt)
      case 'checkCases':
        return this.healths.check(prompt)
      case 'checkJudge':
        return (await this.actions())?.checkJudge(prompt)
      case 'alignJudge':
        return (await this.actions())?.alignJudge(prompt)
      case 'cancel':
        return this.healths.cancel(prompt)
      default:
    }
    // The page may show an older view than the one that its numbers would now count in.
    const { at, health } = open.sent
    const { checked, judged } = health
    if (message.at !== at || checked === undefined) return
    const problem = inOrder(checked.report.problems)[message.index]
    switch (message.type) {
      case 'openCase':
        return goTo(problem?.place, prompt)
      case 'openMark':
        return goTo(judged?.ok ? judged.value.disagreements[message.index]?.place : undefined, prompt)
      case 'draftFor':
        return (await this.actions())?.draft(prompt, checked.report.enough.few[message.index]?.label ?? '')
      case 'fixCase': {
        const fix = problem && rowFixes(problem, checked.evalSet)[message.fix]
        if (problem === undefined || fix === undefined) return
        const done = await this.fixed(fix, problem, checked.evalSet, prompt)
        if (!done.ok) (await this.actions())?.refuse(done.problem, prompt)
        return this.healths.check(prompt)
      }
      default:
        message satisfies never
    }
  }

  /** Fixes a case where it stands by now, if it still is the case that was looked at. */
  private async fixed(fix: RowFix, problem: Problem, before: EvalSet, prompt: Uri): Promise<Outcome<void>> {
    const { evalSet } = await inspectPrompt(prompt, this.chosen)
    const place = evalSet && placeNow(problem, before, evalSet)
    if (place?.line === undefined)
      return failure({ code: 'case-changed', ...(problem.place && { place: problem.place }) })
    const uri = uriOf(place.path, prompt)
    const source = (await presentText(uri)) ?? ''
    const text = withRowFixed(fix, place.path, source, place.line)
    if (!text.ok) return text
    const written = await writeText(uri, source, text.value)
    return written.ok ? success(undefined) : written
  }
}

/** Where the case of a finding stands in the present eval set; undefined if it is another case by now. */
function placeNow(problem: Problem, before: EvalSet, now: EvalSet): Place | undefined {
  const [was, is] = [caseOf(problem, before), caseOf(problem, now)]
  if (was !== undefined)
    return is && isSame([was.vars, was.expected], [is.vars, is.expected])
      ? { path: is.path ?? now.path, ...(is.line !== undefined && { line: is.line }) }
      : undefined
  // A case that is set aside is known by its problem alone.
  return now.problems.find(one => isSame(one, problem))?.place
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

async function goTo(place: Place | undefined, prompt: Uri): Promise<void> {
  if (place === undefined) return
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => pathOf(uri))
  if (!leadsInto(place.path, folders)) return complain({ code: 'outside-workspace', place })
  await openAt(uriOf(place.path, prompt), place.line ?? 1)
}

const promptIn = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'prompt' in state && typeof state.prompt === 'string'
    ? state.prompt
    : undefined
