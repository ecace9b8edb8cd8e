import type { KeptAs } from '../../protocol/page.ts'
import { keepAnswer } from '../cases/keepAnswer.ts'
import type { MarkCommandName } from '../commandNames.ts'
import { mention } from '../editor/notices.ts'
import type { Features } from '../features.ts'
import type { Commands } from '../onDemand.ts'
import type { GivenAnswers } from './givenAnswers.ts'

const kept = { markGood: 'good', markBad: 'bad', expectThis: 'expected' } as const satisfies Readonly<
  Record<MarkCommandName, KeptAs>
>

/** The commands on a test that keep what the user says of its answer. */
export const markCommands =
  (features: Features, answers: GivenAnswers): Commands<MarkCommandName> =>
  async (name, [test]) => {
    const id = idIn(test)
    const shown = id === undefined ? undefined : answers.of(id)
    if (shown === undefined) mention({ code: 'no-answer', id: nameIn(test) })
    else await keepAnswer(features, shown.prompt, shown, kept[name])
  }

const idIn = (test: unknown): string | undefined =>
  typeof test === 'object' && test !== null && 'id' in test && typeof test.id === 'string' ? test.id : undefined

const nameIn = (test: unknown): string =>
  typeof test === 'object' && test !== null && 'label' in test && typeof test.label === 'string' ? test.label : ''
