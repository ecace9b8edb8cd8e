import { commands, type Disposable, type Uri } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import type { KeptAs } from '../../protocol/page.ts'
import type { EvalReportCase } from '../../protocol/worker.ts'
import { keepAnswer, type ShownAnswer } from '../cases/keepAnswer.ts'
import { markCommandNames } from '../commandNames.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'

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

const kept = { markGood: 'good', markBad: 'bad', expectThis: 'expected' } as const satisfies Readonly<
  Record<(typeof markCommandNames)[number], KeptAs>
>

/** The commands on a test that keep what the user says of its answer. */
export function registerMarkCommands(features: Features, answers: GivenAnswers): Disposable {
  const registered = new Lifetime()
  for (const name of markCommandNames)
    registered.register(
      commands.registerCommand(`gpo.${name}`, async (test: unknown) => {
        const id = idIn(test)
        const shown = id === undefined ? undefined : answers.of(id)
        if (shown === undefined) mention({ code: 'no-answer', id: nameIn(test) })
        else await keepAnswer(features, shown.prompt, shown, kept[name])
      }),
    )
  return registered
}

const idIn = (test: unknown): string | undefined =>
  typeof test === 'object' && test !== null && 'id' in test && typeof test.id === 'string' ? test.id : undefined

const nameIn = (test: unknown): string =>
  typeof test === 'object' && test !== null && 'label' in test && typeof test.label === 'string' ? test.label : ''
