import { Uri, type WebviewPanel, type WebviewPanelSerializer, window, workspace } from 'vscode'
import { leadsInto } from '../../disk/realPath.ts'
import { readFromRoutingPage } from '../../protocol/routingGuards.ts'
import type { FromRoutingPage, RoutingView, ToRoutingPage } from '../../protocol/routingPage.ts'
import { readCatalogue } from '../../skills/catalogue/catalogue.ts'
import { catalogueRoot } from '../../skills/catalogue/skillFolders.ts'
import { pageColumn } from '../editor/columns.ts'
import { editorFiles, pathOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { complain } from '../editor/notices.ts'
import type { OnDemand } from '../onDemand.ts'
import { pageHtml } from '../page/pageHtml.ts'
import type { Reviews } from '../review/reviews.ts'
import { recordAt } from './catalogueAt.ts'
import type { Routings } from './routings.ts'
import { routingView } from './routingView.ts'
import { waitingDescriptions } from './waitingDescriptions.ts'

/** What a page may request. It names skills and queries by their numbers. */
export interface RoutingPageActions {
  /** Routes the catalogue that this skill belongs to. */
  route(skill: Uri): void
  optimize(skill: Uri): void
  /** Measures what the new descriptions do that wait for review. */
  weigh(skill: Uri): void
  /** Writes what waits for these skills into their files, and stops at the first that cannot be written. */
  accept(skills: readonly Uri[]): Promise<void>
  /** Opens what a run found in the file of its skill. */
  review(folder: string, run: string): void
  /** Drafts near misses of the skill. */
  draft(skill: Uri): void
  /** Opens a file at a line, counted from 1. */
  open(file: Uri, line: number): void
}

const pageType = 'gpo.routing'

/** The pages that show which skill is loaded for which query, at most one per catalogue. */
export class RoutingPages extends Lifetime implements WebviewPanelSerializer {
  private readonly extension: Uri
  private readonly routings: Routings
  readonly reviews: Reviews
  private readonly actions: OnDemand<RoutingPageActions>
  private readonly panels = new Map<string, { readonly panel: WebviewPanel; readonly folder: string }>()
  /** What each page was sent last. */
  private readonly sent = new Map<string, RoutingView>()
  /** The pages that are being sent something, and whether there is more by now. */
  private readonly sending = new Map<string, boolean>()

  constructor(extension: Uri, routings: Routings, reviews: Reviews, actions: OnDemand<RoutingPageActions>) {
    super()
    this.extension = extension
    this.routings = routings
    this.reviews = reviews
    this.actions = actions
    this.register(window.registerWebviewPanelSerializer(pageType, this))
    this.register(routings.onDidChange(root => void this.refresh(root)))
    this.register(reviews.onDidChange(() => this.refreshAll()))
    this.register(workspace.onDidSaveTextDocument(() => this.refreshAll()))
  }

  /** Brings the page of a catalogue to the front without taking the keyboard focus from the editor. */
  show(folder: string, root: string): void {
    const open = this.panels.get(root)
    if (open !== undefined) {
      open.panel.reveal(undefined, true)
      return
    }
    const place = { viewColumn: pageColumn(), preserveFocus: true }
    const panel = window.createWebviewPanel(pageType, 'GPO: which skill is loaded', place, { enableScripts: true })
    this.fill(panel, folder, root)
  }

  refreshAll(): void {
    for (const root of this.panels.keys()) void this.refresh(root)
  }

  /** Fills a page that the editor restores after a reload with the catalogue whose folder the page stored. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const root = rootIn(state)
    const folder = (workspace.workspaceFolders ?? [])
      .map(({ uri }) => pathOf(uri))
      .find(path => root !== undefined && leadsInto(root, [path]))
    if (root === undefined || folder === undefined) panel.dispose()
    else this.fill(panel, folder, root)
  }

  private fill(panel: WebviewPanel, folder: string, root: string): void {
    const dist = Uri.joinPath(this.extension, 'dist')
    this.panels.set(root, { panel, folder })
    panel.onDidDispose(() => {
      this.panels.delete(root)
      this.sent.delete(root)
    })
    panel.webview.onDidReceiveMessage((raw: unknown) => void this.hear(readFromRoutingPage(raw), root))
    panel.iconPath = Uri.joinPath(this.extension, 'media', 'icon.png')
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] }
    panel.webview.html = pageHtml(panel.webview, dist, 'Which skill is loaded')
  }

  private async hear(message: FromRoutingPage | undefined, root: string): Promise<void> {
    const [view, open] = [this.sent.get(root), this.panels.get(root)]
    if (message === undefined || open === undefined) return
    if (message.type === 'ready') return this.refresh(root)
    if (message.type === 'cancel') return this.routings.of(root)?.cancel()
    if (message.type === 'acceptWaiting' || message.type === 'reviewWaiting') return this.decide(message, root)
    const record = recordAt(open.folder, root)
    const paths = new Map(record?.report.listed.map(({ name, path }) => [name, path]))
    if (message.type === 'route' || message.type === 'weigh') {
      const { skills } = await this.catalogueOf(root)
      const skill = skills.find(({ path }) => catalogueRoot(path) === root) ?? skills[0]
      return skill && (await this.actions())?.[message.type](Uri.file(skill.path))
    }
    // The page may show an older view than the one that its numbers would now count in.
    if (message.at !== view?.at || record?.at !== message.at) return undefined
    if (message.type === 'openQuery') {
      const { query = '' } = view.queries[message.index] ?? {}
      const routed = record.report.queries.find(one => one.query === query)
      return routed && this.open(routed.path, routed.line)
    }
    const path = paths.get(view.skills[message.index]?.name ?? '')
    if (path === undefined) return undefined
    if (message.type === 'draftQueries') return (await this.actions())?.draft(Uri.file(path))
    if (message.type === 'optimizeSkill') return (await this.actions())?.optimize(Uri.file(path))
    const now = (await this.catalogueOf(root)).skills.find(skill => skill.path === path)
    return this.open(path, now?.line ?? 1)
  }

  /** Carries out what was decided on descriptions that still wait. */
  private async decide(
    message: Extract<FromRoutingPage, { type: 'acceptWaiting' | 'reviewWaiting' }>,
    root: string,
  ): Promise<void> {
    const waiting = waitingDescriptions(this, (await this.catalogueOf(root)).skills)
    if (message.type === 'acceptWaiting') {
      const accepted = waiting.filter(({ run }) => message.runs.includes(run))
      return (await this.actions())?.accept(accepted.map(({ path }) => Uri.file(path)))
    }
    const chosen = waiting.find(({ run }) => run === message.run)
    if (chosen) (await this.actions())?.review(chosen.folder, chosen.run)
  }

  /** A record is on disk, so it must not open files elsewhere. */
  private async open(path: string, line: number): Promise<void> {
    const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => pathOf(uri))
    if (leadsInto(path, folders)) (await this.actions())?.open(Uri.file(path), line)
    else complain({ code: 'outside-workspace', place: { path } })
  }

  private catalogueOf(root: string) {
    return readCatalogue(root, { files: editorFiles(Uri.file(`${root}/SKILL.md`)) })
  }

  /** A routing tells of every answer, and a catalogue may be large: what comes meanwhile is sent together. */
  private async refresh(root: string): Promise<void> {
    const isSending = this.sending.has(root)
    this.sending.set(root, isSending)
    if (isSending) return
    try {
      await this.send(root)
    } finally {
      const isAskedAgain = this.sending.get(root) === true
      this.sending.delete(root)
      if (isAskedAgain) void this.refresh(root)
    }
  }

  private async send(root: string): Promise<void> {
    const open = this.panels.get(root)
    if (open === undefined) return
    const { skills } = await this.catalogueOf(root)
    const progress = this.routings.of(root)?.progress
    const failed = this.routings.failureOf(root)
    const weighed = this.routings.weighedAt(root)
    const within = `${pathOf(workspaceFolderOf(Uri.file(`${root}/SKILL.md`)))}/`
    const view = routingView(recordAt(open.folder, root), {
      root,
      name: root.slice(root.lastIndexOf('/') + 1),
      descriptions: new Map(skills.map(({ name, description }) => [name, description])),
      waiting: waitingDescriptions(this, skills),
      ...(weighed && { weighed }),
      ...(progress && { progress }),
      ...(failed !== undefined && { failure: failed }),
      relative: path => (path.startsWith(within) ? path.slice(within.length) : path),
    })
    this.sent.set(root, view)
    const message: ToRoutingPage = { type: 'routing', view }
    void open.panel.webview.postMessage(message)
  }
}

const rootIn = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'root' in state && typeof state.root === 'string'
    ? state.root
    : undefined
