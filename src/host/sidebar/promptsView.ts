import { commands, EventEmitter, type TreeDataProvider, type TreeItem, type TreeView, Uri, window } from 'vscode'
import { isThere, pathOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { watch } from '../editor/watch.ts'
import type { Features } from '../features.ts'
import { findPrompts, workspacePath } from '../prompts/promptFiles.ts'
import type { RunSummary } from '../records/runSummary.ts'
import { Drawn } from './drawn.ts'
import { byFolder, type FolderNode, type MoreNode, type PromptNode, type TreeNode } from './nodes.ts'
import { folderRow, moreRow, promptRow, runRow } from './sidebarRows.ts'

/** Number of rows of one folder before the rest is folded away: each row is read when it becomes visible. */
const page = 200

/** Up to this many folders are expanded initially. */
const fewFolders = 8

/** The prompts of the workspace and their runs. Files are found by name only; a row is read when it is shown. */
export class PromptsView extends Lifetime implements TreeDataProvider<TreeNode> {
  private readonly changed = this.register(new EventEmitter<TreeNode | undefined>())
  readonly onDidChangeTreeData = this.changed.event
  private readonly features: Features
  private readonly view: TreeView<TreeNode>
  private readonly prompts = new Map<string, PromptNode>()
  private readonly shown = new Map<string, number>()
  private readonly drawn = new Drawn<PromptNode>()
  private found: readonly Uri[] = []
  private folders: readonly FolderNode[] = []
  private isStale = false
  private isLooking = false
  /** The prompts with a running run when they were last drawn. */
  private running: readonly Uri[] = []
  private readonly looked = new Map<string, Promise<readonly RunSummary[]>>()
  private timer: NodeJS.Timeout | undefined

  constructor(features: Features) {
    super()
    this.features = features
    this.view = this.register(
      window.createTreeView<TreeNode>('gpo.prompts', {
        treeDataProvider: this,
        canSelectMany: true,
        showCollapseAll: true,
      }),
    )
    this.register(commands.registerCommand('gpo.showMorePrompts', (node: MoreNode) => this.showMore(node)))
    this.register(watch(() => this.lookAgain()))
    this.register(features.chosen.onDidChange(() => this.lookAgain()))
    this.register(features.unfinished.onDidChange(() => this.lookAgain()))
    this.register(features.pending.onDidChange(() => this.lookAgain()))
    this.register(features.runs.onDidChange(() => this.soon()))
    this.register({ dispose: () => clearTimeout(this.timer) })
    void this.count()
  }

  /** Redraws everything, at the user's request. */
  refresh(): void {
    void this.count()
    this.drawAll()
  }

  private showMore({ folder }: MoreNode): void {
    this.shown.set(folder.path, (this.shown.get(folder.path) ?? page) + page)
    this.drawAll()
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) return this.roots()
    if (node.kind === 'folder') return this.promptsIn(node)
    if (node.kind === 'prompt') return (await this.runsOf(node.uri)).map(run => ({ kind: 'run', run }))
    return []
  }

  async getTreeItem(node: TreeNode): Promise<TreeItem> {
    switch (node.kind) {
      case 'folder':
        return folderRow(node, this.folders.length <= fewFolders)
      case 'more':
        return moreRow(node)
      case 'prompt':
        return this.promptItem(node)
      case 'run':
        return runRow(node.run, this.features.runs.byId(node.run.runId) !== undefined)
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.kind === 'run') return this.promptNode(Uri.file(node.run.prompt))
    if (node.kind === 'prompt') return this.folders.find(({ prompts }) => prompts.some(uri => same(uri, node.uri)))
    return undefined
  }

  private async roots(): Promise<TreeNode[]> {
    const found = await findPrompts()
    const folders = byFolder(found, workspacePath)
    this.found = found
    this.folders = folders
    return [...folders]
  }

  private promptsIn(folder: FolderNode): TreeNode[] {
    const shown = folder.prompts.slice(0, this.shown.get(folder.path) ?? page)
    const hidden = folder.prompts.length - shown.length
    return [
      ...shown.map(uri => this.promptNode(uri)),
      ...(hidden > 0 ? [{ kind: 'more', folder, hidden } as const] : []),
    ]
  }

  /** Returns the same object for the same file, because the editor identifies rows by their objects. */
  private promptNode(uri: Uri): PromptNode {
    const known = this.prompts.get(uri.toString())
    if (known !== undefined) return known
    const node: PromptNode = { kind: 'prompt', uri }
    this.prompts.set(uri.toString(), node)
    return node
  }

  private async promptItem(node: PromptNode): Promise<TreeItem> {
    const { row, says } = await this.promptNow(node)
    this.drawn.note(node, says)
    return row
  }

  /** The row of a prompt, and everything that it and the runs below it show. */
  private async promptNow({ uri }: PromptNode): Promise<{ readonly row: TreeItem; readonly says: string }> {
    const runs = await this.runsOf(uri)
    const row = await promptRow(this.features, uri, runs.length > 0)
    return { row, says: JSON.stringify([row, runs]) }
  }

  /**
   * Something has changed on disk. Only one update runs at a time; changes during it lead to another one afterwards.
   */
  private lookAgain(): void {
    void this.count()
    this.isStale = true
    if (!this.isLooking) void this.look()
  }

  private async look(): Promise<void> {
    this.isLooking = true
    try {
      while (this.isStale) {
        this.isStale = false
        if (!this.view.visible || !areSame(this.found, await findPrompts())) this.drawAll()
        else await this.redraw(this.drawn.nodes())
      }
    } finally {
      this.isLooking = false
    }
  }

  /** Redraws only the rows of running and just ended runs, at most once a second. */
  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      const running = this.features.runs.all().map(({ request }) => Uri.file(request.prompt.path))
      void this.redraw([...this.running, ...running].map(uri => this.promptNode(uri)))
      this.running = running
    }, 1000)
  }

  private drawAll(): void {
    this.looked.clear()
    this.drawn.clear()
    this.changed.fire(undefined)
  }

  /** Redraws those rows that have changed since they were drawn. */
  private async redraw(nodes: readonly PromptNode[]): Promise<void> {
    this.looked.clear()
    const changed = await this.drawn.changed(nodes, async node => (await this.promptNow(node)).says)
    if (changed.length > 0) this.looked.clear()
    for (const node of changed) this.changed.fire(node)
  }

  /**
   * The runs of a prompt file. All rows of one drawing ask at the same time, so each folder is read once for all of
   * them.
   */
  private async runsOf(prompt: Uri): Promise<readonly RunSummary[]> {
    const folder = pathOf(workspaceFolderOf(prompt))
    const runs = this.looked.get(folder) ?? this.features.index.in(folder)
    this.looked.set(folder, runs)
    return (await runs).filter(run => run.prompt === pathOf(prompt))
  }

  /** A deleted file may come back, for example with another branch; until then there is nothing to review. */
  private async count(): Promise<void> {
    const waiting = this.features.pending.all().map(({ prompt }) => isThere(Uri.file(prompt)))
    const { length } = (await Promise.all(waiting)).filter(Boolean)
    const tooltip =
      length === 1 ? '1 refined prompt waits for your review' : `${length} refined prompts wait for your review`
    this.view.badge = length === 0 ? undefined : { value: length, tooltip }
  }
}

const same = (one: Uri, other: Uri): boolean => one.toString() === other.toString()

const areSame = (some: readonly Uri[], others: readonly Uri[]): boolean =>
  some.map(String).join('\n') === others.map(String).join('\n')
