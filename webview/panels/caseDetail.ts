import type { CaseAnswers, GradedAnswer } from '../../src/protocol/page.ts'
import { count } from '../../src/text/numbers.ts'
import { element } from '../element.ts'
import { unbrokenPercent } from '../pageNumbers.ts'
import { promptText } from '../step/promptText.ts'

/** A case in full: the question, the expected answer, and the answers to both prompts. */
export function caseDetail(answers: CaseAnswers | undefined): HTMLElement {
  if (answers === undefined) return element('p', { class: 'muted' }, 'Looking up the answers…')
  const { step, input, expected, initial, winner } = answers
  const parts: readonly (readonly [string, HTMLElement])[] = [
    ['Input', promptText('Input', input)],
    [
      'Expected',
      expected.length > 0 ? promptText('Expected', expected.join('\n')) : note('What the checks of the case say.'),
    ],
    answer('With your prompt', initial),
    ...(step === 0 ? [] : [answer(`With the winner of step ${count(step)}`, winner)]),
  ]
  return element(
    'div',
    { class: 'case' },
    ...parts.map(([title, part]) => element('div', {}, element('h3', {}, title), part)),
  )
}

function answer(title: string, answered: GradedAnswer | null): readonly [string, HTMLElement] {
  if (answered === null) return [title, note('The answer is not in the cache.')]
  const { answer, grade, reason } = answered
  const verdict = grade === 1 ? 'right' : grade === 0 ? 'wrong' : `graded ${unbrokenPercent(grade)}`
  const text = promptText(`${title}, ${verdict}`, answer)
  return [`${title}: ${verdict}`, reason === undefined || reason === '' ? text : element('div', {}, text, note(reason))]
}

const note = (text: string) => element('p', { class: 'muted' }, text)
