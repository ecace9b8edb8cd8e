import { CancellationTokenSource, EventEmitter, type Uri } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import { needs } from '../../evals/grading/needs.ts'
import type { MarkedSet } from '../../evals/marking/markedAnswers.ts'
import { marksPathOf } from '../../evals/marking/markFile.ts'
import { openMarks } from '../../evals/marking/openMarks.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { HealthReport, JudgeReport, JudgeRequest, ModelSpec } from '../../protocol/worker.ts'
import { earlierTexts } from '../../report/recordedRun.ts'
import { editorFiles, pathOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { inWorker } from '../models/inWorker.ts'
import { chosenJudge, chosenSeed } from '../models/modelSettings.ts'
import type { Problems } from '../problems/problems.ts'
import { type ChosenEvalSets, preparePrompt } from '../prompts/preparePrompt.ts'

/** What is known of the cases of a prompt and of their judge, for as long as the window is open. */
export interface Health {
  readonly isChecking: boolean
  /** Why the cases could not be checked. */
  readonly problem?: Problem
  readonly checked?: { readonly evalSet: EvalSet; readonly report: HealthReport }
  /** Absent if no judge grades the answers. */
  readonly judge?: {
    readonly model: ModelSpec | undefined
    readonly marked: Outcome<MarkedSet>
  }
  readonly judging?: { readonly done: number; readonly of: number }
  readonly judged?: Outcome<JudgeReport>
}

const unknown: Health = { isChecking: false }

/** The health of eval sets, by prompt: checked in a worker, without asking a model; a judge is asked on demand. */
export class Healths extends Lifetime {
  private readonly changed = this.register(new EventEmitter<Uri>())
  /** Something about the cases of this prompt has become known. */
  readonly onDidChange = this.changed.event
  private readonly chosen: ChosenEvalSets
  private readonly problems: Problems
  private readonly workerPath: string
  private readonly known = new Map<string, Health>()
  private readonly cancelling = new Map<string, CancellationTokenSource>()

  constructor(chosen: ChosenEvalSets, problems: Problems, workerPath: string) {
    super()
    this.chosen = chosen
    this.problems = problems
    this.workerPath = workerPath
  }

  of(prompt: Uri): Health {
    return this.known.get(prompt.toString()) ?? unknown
  }

  /** Looks at the cases as they are in the editor, and marks what is found on its lines. */
  async check(prompt: Uri): Promise<void> {
    if (this.of(prompt).isChecking) return
    this.set(prompt, { isChecking: true })
    const prepared = await preparePrompt(prompt, this.chosen)
    if (!prepared.ok) {
      this.set(prompt, { isChecking: false, problem: prepared.problem })
      return
    }
    const { evalSet, target } = prepared.value
    const folder = pathOf(workspaceFolderOf(prompt))
    const model = chosenJudge(prompt)
    const request = {
      evalSet,
      prompt: target.text,
      seed: chosenSeed(prompt),
      ...(model && { judge: { model, folder } }),
      runs: await earlierTexts(folder, pathOf(prompt)),
    }
    const never = new CancellationTokenSource()
    const report = await inWorker<HealthReport>(this.workerPath, { type: 'health', request }, never.token, message =>
      message.type === 'checked' ? success(message.report) : undefined,
    )
    never.dispose()
    const judge = needs(evalSet).judge && {
      judge: { model, marked: await openMarks(evalSet, marksPathOf(pathOf(prompt)), editorFiles(prompt)) },
    }
    if (report.ok) this.problems.show(prompt, report.value.problems)
    const { problem: _, judge: __, ...before } = this.of(prompt)
    this.known.set(prompt.toString(), {
      ...before,
      isChecking: false,
      ...judge,
      ...(report.ok ? { checked: { evalSet, report: report.value } } : { problem: report.problem }),
    })
    this.changed.fire(prompt)
  }

  /**
   * Puts marked answers to the judge. Where these are all, what it showed is known from then on, and the cases are looked
   * at again, whose verdicts are worth as much.
   */
  async judge(
    prompt: Uri,
    request: JudgeRequest,
    keys: Readonly<Record<string, string>>,
  ): Promise<Outcome<JudgeReport>> {
    const key = prompt.toString()
    if (this.cancelling.has(key)) return failure({ code: 'cancelled' })
    const cancelling = new CancellationTokenSource()
    this.cancelling.set(key, cancelling)
    this.set(prompt, { judging: { done: 0, of: 0 } })
    const outcome = await inWorker<JudgeReport>(
      this.workerPath,
      { type: 'judge', request, keys },
      cancelling.token,
      message => {
        if (message.type === 'judging') this.set(prompt, { judging: { done: message.done, of: message.of } })
        return message.type === 'judged' ? message.outcome : undefined
      },
    )
    this.cancelling.delete(key)
    cancelling.dispose()
    const { judging: _, ...before } = this.of(prompt)
    const isCancelled = !outcome.ok && outcome.problem.code === 'cancelled'
    this.known.set(key, { ...before, ...(!isCancelled && !request.partial && { judged: outcome }) })
    this.changed.fire(prompt)
    if (!request.partial) await this.check(prompt)
    return outcome
  }

  /** Stops asking the judge; verdicts that have come are kept. */
  cancel(prompt: Uri): void {
    this.cancelling.get(prompt.toString())?.cancel()
  }

  override dispose(): void {
    for (const cancelling of this.cancelling.values()) cancelling.cancel()
    super.dispose()
  }

  private set(prompt: Uri, part: Partial<Health>): void {
    this.known.set(prompt.toString(), { ...this.of(prompt), ...part })
    this.changed.fire(prompt)
  }
}
