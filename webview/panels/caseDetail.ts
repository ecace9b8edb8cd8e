import type { CaseAnswers, FromPage, GradedAnswer, KeptAs } from '../../src/protocol/page.ts'
import { count } from '../../src/text/numbers.ts'
import { button } from '../controls.ts'
import { element } from '../element.ts'
import { unbrokenPercent } from '../pageNumbers.ts'
import { promptText } from '../step/promptText.ts'

/** A case in full: the question, the expected answer, and the answers to both prompts. */
export function caseDetail(answers: CaseAnswers | undefined, post: (message: FromPage) => void): HTMLElement {
  if (answers === undefined) return element('p', { class: 'muted' }, 'Looking up the answers…')
  const { step, caseId, input, expected, initial, winner } = answers
  const keep = (of: 'initial' | 'winner') => keepButtons(as => post({ type: 'keep', step, caseId, of, as }))
  const parts: readonly (readonly [string, HTMLElement])[] = [
    ['Input', promptText('Input', input)],
    [
      'Expected',
      expected.length > 0 ? promptText('Expected', expected.join('\n')) : note('What the checks of the case say.'),
    ],
    answer('With your prompt', initial, keep('initial')),
    ...(step === 0 ? [] : [answer(`With the winner of step ${count(step)}`, winner, keep('winner'))]),
  ]
  return element(
    'div',
    { class: 'case' },
    ...parts.map(([title, part]) => element('div', {}, element('h3', {}, title), part)),
  )
}

function answer(title: string, answered: GradedAnswer | null, keep: HTMLElement): readonly [string, HTMLElement] {
  if (answered === null) return [title, note('The answer is not in the cache.')]
  const { answer, grade, reason } = answered
  const verdict = grade === 1 ? 'right' : grade === 0 ? 'wrong' : `graded ${unbrokenPercent(grade)}`
  const text = promptText(`${title}, ${verdict}`, answer)
  const said = reason === undefined || reason === '' ? [] : [note(reason)]
  return [`${title}: ${verdict}`, element('div', {}, text, ...said, keep)]
}

const note = (text: string) => element('p', { class: 'muted' }, text)

const kept: readonly (readonly [as: KeptAs, title: string])[] = [
  ['good', 'Mark good'],
  ['bad', 'Mark bad'],
  ['expected', 'Expect this answer'],
]

/** What one can say of an answer; the editor then asks for a comment, or changes the case. */
function keepButtons(keep: (as: KeptAs) => void): HTMLElement {
  return element('div', { class: 'keeps' }, ...kept.map(([as, title]) => button(title, () => keep(as), 'secondary')))
}
