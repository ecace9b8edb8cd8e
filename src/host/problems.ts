import { Diagnostic, DiagnosticSeverity, languages, Range, type TextDocument, type Uri, workspace } from 'vscode'
import { formatOf } from '../prompts/formats.ts'
import type { Problem } from '../text/problem.ts'
import { explanation } from '../text/sentences.ts'
import { pathOf, uriOf } from './files.ts'
import { Lifetime } from './lifetime.ts'
import { type ChosenEvalSets, preparePrompt } from './prepared.ts'

/** Trouble in prompt files and their eval sets, shown on its lines while the prompt file is open. */
export class Problems extends Lifetime {
  private readonly collection = this.register(languages.createDiagnosticCollection('gpo'))
  private readonly chosen: ChosenEvalSets
  /** The files that each prompt's problems stand in, so that what is mended goes away. */
  private readonly shown = new Map<string, readonly Uri[]>()
  private readonly timers = new Map<string, NodeJS.Timeout>()

  constructor(chosen: ChosenEvalSets) {
    super()
    this.chosen = chosen
    this.register(chosen.onDidChange(() => this.checkAll()))
    this.register(workspace.onDidOpenTextDocument(document => this.checkSoon(document)))
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document)))
    this.register(workspace.onDidCloseTextDocument(({ uri }) => this.show(uri, [])))
    for (const document of workspace.textDocuments) this.checkSoon(document)
  }

  /** Checks every open prompt again, after an eval set has changed. */
  checkAll(): void {
    for (const document of workspace.textDocuments) this.checkSoon(document)
  }

  /** Shows what is wrong with a prompt and its eval set, in place of what was shown for that prompt before. */
  show(prompt: Uri, problems: readonly Problem[]): void {
    for (const uri of this.shown.get(prompt.toString()) ?? []) this.collection.delete(uri)
    const byPath = new Map<string, Diagnostic[]>()
    for (const problem of problems.filter(placed)) {
      const path = problem.place?.path ?? pathOf(prompt)
      byPath.set(path, [...(byPath.get(path) ?? []), toDiagnostic(problem)])
    }
    const uris = [...byPath.keys()].map(path => uriOf(path, prompt))
    for (const [path, found] of byPath) this.collection.set(uriOf(path, prompt), found)
    this.shown.set(prompt.toString(), uris)
  }

  override dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    super.dispose()
  }

  /** Waits half a second, so that a prompt is not judged while it is being typed. */
  private checkSoon({ uri }: TextDocument): void {
    if (!isPrompt(uri)) return
    clearTimeout(this.timers.get(uri.toString()))
    this.timers.set(
      uri.toString(),
      setTimeout(() => void this.check(uri), 500),
    )
  }

  private async check(prompt: Uri): Promise<void> {
    const prepared = await preparePrompt(prompt, this.chosen)
    if (prepared.ok) this.show(prompt, [...prepared.value.prompt.problems, ...prepared.value.evalSet.problems])
    else this.show(prompt, [prepared.problem])
  }
}

export const isPrompt = (uri: Uri): boolean => uri.scheme === 'file' && formatOf(uri.path) !== undefined

/** Trouble with a model or a setting stands on no line; a missing eval set, or one to choose, is said above the prompt. */
const placed = ({ code, place }: Problem): boolean =>
  place !== undefined && !['no-eval-set', 'ambiguous-eval-set', 'not-a-prompt', 'file-not-found'].includes(code)

function toDiagnostic(problem: Problem): Diagnostic {
  const line = Math.max((problem.place?.line ?? 1) - 1, 0)
  const diagnostic = new Diagnostic(
    new Range(line, 0, line, Number.MAX_SAFE_INTEGER),
    explanation(problem),
    DiagnosticSeverity.Warning,
  )
  diagnostic.source = 'GPO'
  diagnostic.code = problem.code
  return diagnostic
}
