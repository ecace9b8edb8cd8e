import type { Uri } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import type { EvalReportCase } from '../../protocol/worker.ts'
import type { ShownAnswer } from '../cases/keepAnswer.ts'

/** The answers to the tests that ran last, by the ids of the tests, for as long as the window is open. */
export class GivenAnswers {
  private readonly given = new Map<string, ShownAnswer & { readonly prompt: Uri }>()

  of(testId: string): (ShownAnswer & { readonly prompt: Uri }) | undefined {
    return this.given.get(testId)
  }

  note(testId: string, prompt: Uri, { cases }: EvalSet, { id, answer }: EvalReportCase): void {
    const evalCase = cases.find(one => one.id === id)
    if (evalCase !== undefined && answer !== null) this.given.set(testId, { prompt, evalCase, answer })
  }
}
