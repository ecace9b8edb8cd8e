import {
  type CancellationToken,
  CancellationTokenSource,
  type TestController,
  type TestItem,
  type TestRunProfile,
  TestRunProfileKind,
  TestRunRequest,
  type TextDocument,
  tests,
  type Uri,
  workspace,
} from 'vscode'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import type { Prepared } from '../../evals/preparing/prepare.ts'
import { promptGlob } from '../../prompts/finding/discover.ts'
import type { Query } from '../../skills/queries/query.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { watch } from '../editor/watch.ts'
import type { Features } from '../features.ts'
import { loadWork } from '../loadWork.ts'
import { isPrompt } from '../prompts/isPrompt.ts'
import { preparePrompt } from '../prompts/preparePrompt.ts'
import { findPrompts, workspacePath } from '../prompts/promptFiles.ts'
import type { Chosen } from './evaluation.ts'
import type { GivenAnswers } from './givenAnswers.ts'
import { isMarkItem, judgeTag, markItems } from './markItems.ts'
import { queriesOf, queryItem } from './queryItems.ts'
import { caseItems, childrenText, promptItem, showPlace, showTrouble } from './testItems.ts'
import { Turns } from './turnTaking.ts'

/**
 * Eval sets as tests: a prompt file, and below it its cases. Files are found by name and read when they are opened or
 * run.
 */
export class Tests extends Lifetime {
  readonly controller: TestController = this.register(tests.createTestController('gpo', 'Prompts (GPO)'))
  private readonly features: Features
  private readonly given: GivenAnswers
  private readonly profile: TestRunProfile
  /** Prompts whose cases have been read. */
  private readonly read = new Set<string>()
  private found = false

  constructor(features: Features, given: GivenAnswers) {
    super()
    this.features = features
    this.given = given
    this.controller.resolveHandler = item => (item === undefined ? this.discover() : this.resolve(item))
    this.controller.refreshHandler = token => this.discover(token)
    this.profile = this.register(
      this.controller.createRunProfile(
        'Evaluate',
        TestRunProfileKind.Run,
        (request, token) => (request.continuous ? this.follow(request, token) : this.run(request, token)),
        true,
        undefined,
        true,
      ),
    )
    this.register(
      this.controller.createRunProfile(
        'Compare Judge with People',
        TestRunProfileKind.Run,
        (request, token) => this.compare(request, token),
        false,
        judgeTag,
      ),
    )
    const watcher = this.register(workspace.createFileSystemWatcher(promptGlob))
    this.register(watcher.onDidCreate(uri => void (this.found && isPrompt(uri) && this.itemOf(uri))))
    this.register(watcher.onDidDelete(uri => this.controller.items.delete(workspacePath(uri))))
    this.register(watcher.onDidChange(uri => this.outdate(uri)))
    this.register(watch(() => void this.readAgain()))
    this.register(features.chosen.onDidChange(() => void this.readAgain()))
    this.register(workspace.onDidChangeWorkspaceFolders(() => void (this.found && this.discover())))
    // An open prompt shows the results of its cases beside its first line.
    this.register(workspace.onDidOpenTextDocument(document => void this.open(document)))
    for (const document of workspace.textDocuments) void this.open(document)
  }

  private async discover(token?: CancellationToken): Promise<void> {
    const prompts = await findPrompts(token)
    if (token?.isCancellationRequested) return
    this.found = true
    const wanted = new Set(prompts.map(workspacePath))
    for (const [id] of this.controller.items) if (!wanted.has(id)) this.controller.items.delete(id)
    for (const prompt of prompts) this.itemOf(prompt)
    await this.readAgain()
  }

  /** The test of a prompt file, created if necessary. */
  private itemOf(prompt: Uri): TestItem {
    const known = this.controller.items.get(workspacePath(prompt))
    if (known !== undefined) return known
    const item = promptItem(this.controller, prompt)
    this.controller.items.add(item)
    return item
  }

  private async resolve(item: TestItem): Promise<void> {
    if (item.uri === undefined || item.parent !== undefined) return
    this.read.add(item.id)
    const prepared = await preparePrompt(item.uri, this.features.chosen)
    const queries = isSkill(pathOf(item.uri)) ? await queriesOf(item) : []
    if (prepared.ok) showPlace(item, prepared.value)
    else showTrouble(item, prepared.problem)
    const own = prepared.ok ? await this.itemsOf(item, prepared.value, queries) : []
    // All at once, because a test that is taken away for a moment is lost to the run that it was chosen for.
    item.children.replace([...own, ...queries.map((query, at) => queryItem(this.controller, item, query, at))])
    if (queries.length === 0) return
    item.error = undefined
    item.description = childrenText(item)
  }

  /** Cases and marks. Queries, as cases of the description alone, which no agent sees alone, are not shown. */
  private async itemsOf(item: TestItem, set: Prepared, queries: readonly Query[]): Promise<readonly TestItem[]> {
    const areQueries = queries.some(({ path }) => path === set.evalSet.path)
    const marks = await markItems(this.controller, item, set)
    return areQueries ? marks : [...caseItems(this.controller, item, set), ...marks]
  }

  private async open({ uri }: TextDocument): Promise<void> {
    if (workspace.getWorkspaceFolder(uri) !== undefined && isPrompt(uri)) await this.resolve(this.itemOf(uri))
  }

  private async readAgain(): Promise<void> {
    for (const id of this.read) {
      const item = this.controller.items.get(id)
      if (item === undefined) this.read.delete(id)
      else await this.resolve(item)
    }
  }

  private outdate(prompt: Uri): void {
    const item = this.controller.items.get(workspacePath(prompt))
    if (item !== undefined) this.controller.invalidateTestResults(item)
  }

  private async run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    if (request.include === undefined && !this.found) await this.discover()
    const run = this.controller.createTestRun(request)
    try {
      const chosen = await this.chosenBy(request)
      // Marks are put to the judge where they are chosen by themselves, and not whenever all tests run.
      const named = new Set(request.continuous ? [] : request.include?.map(({ id }) => id))
      const work = await loadWork()
      await work?.runChosen(this.features, this.given, run, chosen, named, token)
    } finally {
      run.end()
    }
  }

  /** Puts the chosen marks to the judges, one prompt after another. */
  private async compare(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request)
    try {
      const work = await loadWork()
      for (const one of await this.chosenBy(request))
        await work?.judgeMarks(this.features, run, { ...one, cases: one.cases.filter(isMarkItem) }, token)
    } finally {
      run.end()
    }
  }

  /** From now on the chosen cases run whenever their prompt or their eval set is saved. */
  private async follow(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const turns = new Turns()
    const saving = workspace.onDidSaveTextDocument(async ({ uri }) => {
      // Answers already requested are in the cache, so starting again costs nothing twice.
      for (const chosen of await this.chosenBy(request, uri))
        await turns.take(chosen.item.id, signal => this.runAgain(request, chosen, signal))
    })
    token.onCancellationRequested(() => {
      saving.dispose()
      turns.cancel()
    })
    // It must be known which eval set belongs to which prompt before one is saved.
    await this.chosenBy(request)
  }

  private async runAgain(request: TestRunRequest, { item, prompt, cases }: Chosen, signal: AbortSignal): Promise<void> {
    // A run that was started there by hand continues to its end.
    await this.features.runs.of(prompt)?.ended
    const cancelling = new CancellationTokenSource()
    signal.addEventListener('abort', () => cancelling.cancel())
    const include = cases.length === item.children.size ? [item] : cases
    if (!signal.aborted)
      await this.run(new TestRunRequest([...include], request.exclude, this.profile, true), cancelling.token)
    cancelling.dispose()
  }

  /** The cases of a request, by prompt; if a saved file is given, only those that it concerns. */
  private async chosenBy({ include, exclude }: TestRunRequest, saved?: Uri): Promise<readonly Chosen[]> {
    const items = include ?? [...this.controller.items].map(([, item]) => item)
    const prompts = new Set(items.map(item => item.parent ?? item))
    const chosen: Chosen[] = []
    for (const item of prompts) {
      if (item.uri === undefined || exclude?.includes(item)) continue
      const isNamed = item.uri.toString() === saved?.toString()
      if (saved === undefined || isNamed) await this.resolve(item)
      const children = [...item.children].map(([, child]) => child)
      const isConcerned = isNamed || children.some(child => child.uri?.toString() === saved?.toString())
      if (saved !== undefined && !isConcerned) continue
      const named = new Set(items.filter(one => one.parent === item).map(({ id }) => id))
      const cases = children.filter(child => (items.includes(item) || named.has(child.id)) && !exclude?.includes(child))
      chosen.push({ item, prompt: item.uri, cases })
    }
    return chosen
  }
}
