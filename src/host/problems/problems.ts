import { languages, TabInputText, TabInputTextDiff, type Uri, window, workspace } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import { isEvalSetPath, isNamedEvalSet } from '../../evals/evalSetPlaces.ts'
import type { Inspection } from '../../evals/preparing/inspect.ts'
import type { LoadSet } from '../../evals/reading/loadEvalSet.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { editorFiles, pathOf, uriOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { isPrompt } from '../prompts/isPrompt.ts'
import { type ChosenEvalSets, inspectPrompt } from '../prompts/preparePrompt.ts'
import { promptsOfSet } from '../prompts/promptsOfSet.ts'
import { skillContext } from '../skills/skillContext.ts'
import { byFile, type Mark } from './diagnostics.ts'
import { boundSet, type Finding, findingsOf, placed } from './findings.ts'

/**
 * Problems in prompt files and their eval sets, shown on their lines. They are found while one of the files is open,
 * saved or not, or reported by a run. They disappear when they are fixed, and when neither file is open any more. The
 * only owner of problems.
 */
export class Problems extends Lifetime {
  private readonly collection = this.register(languages.createDiagnosticCollection('gpo'))
  private readonly chosen: ChosenEvalSets
  private readonly subjects = new Map<string, Subject>()
  private readonly told = new Map<string, readonly Problem[]>()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  private marks: ReadonlyMap<string, readonly Mark[]> = new Map()

  constructor(chosen: ChosenEvalSets) {
    super()
    this.chosen = chosen
    this.register(chosen.onDidChange(() => this.checkAll()))
    this.register(window.onDidChangeVisibleTextEditors(() => this.checkAll()))
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.edited(document.uri)))
    this.register(workspace.onDidSaveTextDocument(({ uri }) => this.checkSoon(uri, 0)))
    this.register(workspace.onDidCloseTextDocument(() => this.clearClosed()))
    this.register(window.tabGroups.onDidChangeTabs(({ closed }) => closed.length > 0 && this.clearClosed()))
    this.checkAll()
  }

  /** Checks all visible files again, after something other than their text has changed. */
  checkAll(): void {
    for (const { document } of window.visibleTextEditors) this.checkSoon(document.uri, 100)
  }

  /** Shows the problems of a run or a command until the prompt or its eval set is edited. */
  show(prompt: Uri, problems: readonly Problem[]): void {
    this.told.set(prompt.toString(), problems)
    void this.checkPrompt(prompt)
  }

  /** Shows what one inspection of a prompt has found, as done when a run starts. */
  found(prompt: Uri, inspection: Inspection): void {
    const { prompt: file, evalSet } = inspection
    this.told.set(prompt.toString(), [...(file?.problems ?? []), ...(evalSet?.problems ?? [])])
    void this.examined(prompt, () => examinedFrom(inspection, prompt, editorFiles(prompt)))
  }

  /** The marks shown in a file. */
  marksIn(uri: Uri): readonly Mark[] {
    return this.marks.get(uri.toString()) ?? []
  }

  override dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    super.dispose()
  }

  private edited(uri: Uri): void {
    const isMeant = isPrompt(uri) || isEvalSet(uri)
    // What is being typed may no longer be a prompt.
    const wasMeant = this.subjects.has(uri.toString())
    if (!isMeant && !wasMeant) return
    this.told.clear()
    if (!isMeant) return void this.examined(uri, async () => nothing)
    this.checkSoon(uri, 500)
  }

  /** Waits, so that nothing is checked while it is being typed; files that are not visible are not checked. */
  private checkSoon(uri: Uri, milliseconds: number): void {
    const key = uri.toString()
    if (!isPrompt(uri) && !isEvalSet(uri)) return
    clearTimeout(this.timers.get(key))
    const check = () => {
      this.timers.delete(key)
      if (window.visibleTextEditors.some(({ document }) => document.uri.toString() === key)) void this.check(uri)
    }
    this.timers.set(key, setTimeout(check, milliseconds))
  }

  private async check(uri: Uri): Promise<void> {
    if (isPrompt(uri)) return this.checkPrompt(uri)
    const files = editorFiles(uri)
    const evalSet = pathOf(uri)
    const prompts = await promptsOfSet(uri, this.chosen)
    // A folder of eval sets may contain anything; without a prompt, only the name shows that a file is an eval set.
    if (prompts.length === 0)
      return this.examined(uri, async () =>
        isNamedEvalSet(evalSet) ? examineAlone(evalSet, files, this.chosen.load) : nothing,
      )
    await Promise.all(prompts.map(prompt => this.checkPrompt(prompt)))
  }

  private checkPrompt(prompt: Uri): Promise<void> {
    return this.examined(prompt, async () =>
      examinedFrom(await inspectPrompt(prompt, this.chosen), prompt, editorFiles(prompt, this.chosen.of(prompt))),
    )
  }

  /** If two checks overlap, the one that started later counts. */
  private async examined(about: Uri, look: () => Promise<Examined>): Promise<void> {
    const subject = this.subjects.get(about.toString()) ?? { about, turn: 0, marks: [], files: [] }
    const turn = subject.turn + 1
    this.subjects.set(about.toString(), { ...subject, turn })
    const told = await placed(this.told.get(about.toString()) ?? [], pathOf(about), editorFiles(about))
    const { findings, evalSet } = await look()
    if (this.subjects.get(about.toString())?.turn !== turn) return
    const files = [pathOf(about), ...findings.map(({ path }) => path), ...(evalSet ? [evalSet.path] : [])]
    const marks = [...findings, ...told].map(finding => ({ finding, prompt: about, ...(evalSet && { evalSet }) }))
    this.subjects.set(about.toString(), { about, turn, marks, files: [...new Set(files)] })
    this.clearClosed()
  }

  /** Removes problems of files of which none is open any more. */
  private clearClosed(): void {
    for (const [key, { about, files }] of this.subjects)
      if (files.length > 0 && !this.told.get(key)?.length && !files.some(path => isOpen(uriOf(path, about))))
        this.subjects.delete(key)
    this.marks = byFile([...this.subjects.values()].flatMap(({ marks }) => marks))
    this.collection.clear()
    for (const marks of this.marks.values())
      for (const { uri } of marks.slice(0, 1))
        this.collection.set(
          uri,
          marks.map(({ diagnostic }) => diagnostic),
        )
  }
}

/** A prompt with its eval set, or an eval set that belongs to no prompt. */
interface Subject {
  readonly about: Uri
  /** Counts the checks, so that the result of an outdated one is dropped. */
  readonly turn: number
  readonly marks: Parameters<typeof byFile>[0]
  /** Paths of the files that were checked. */
  readonly files: readonly string[]
}

const isEvalSet = (uri: Uri): boolean => uri.scheme === 'file' && isEvalSetPath(uri.path)

interface Examined {
  readonly findings: readonly Finding[]
  readonly evalSet?: EvalSet
}

const nothing: Examined = { findings: [] }

async function examinedFrom(inspection: Inspection, prompt: Uri, files: Files): Promise<Examined> {
  const evalSet = boundSet(inspection)
  const skill = inspection.prompt?.format === 'skill' ? await skillContext(prompt) : undefined
  return { findings: await findingsOf(inspection, files, skill), ...(evalSet && { evalSet }) }
}

async function examineAlone(path: string, files: Files, load: LoadSet): Promise<Examined> {
  const set = await load({ path }, files)
  if (!set.ok && set.problem.code === 'file-not-found') return nothing
  return { findings: await placed(set.ok ? set.value.problems : [set.problem], path, files) }
}

/** Whether the file has a tab, even in the background or as one side of a diff. */
const isOpen = (uri: Uri): boolean =>
  window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => {
      const shown =
        input instanceof TabInputText
          ? [input.uri]
          : input instanceof TabInputTextDiff
            ? [input.original, input.modified]
            : []
      return shown.some(other => other.toString() === uri.toString())
    }),
  )
