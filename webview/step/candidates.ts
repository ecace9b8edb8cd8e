import type { Candidate, Step } from '../../src/protocol/page.ts'
import { count } from '../../src/text/numbers.ts'
import { badge, button } from '../controls.ts'
import { element } from '../element.ts'
import { unbrokenPercent } from '../pageNumbers.ts'
import { differenceView } from './promptText.ts'
import { changedWords, rankedCandidates, statusWords } from './stepWords.ts'

export interface CandidatesOptions {
  /** Number of cases in the validation split, if known. */
  readonly cases: number | undefined
  /** Indexes of the candidates whose text is open. */
  readonly open: ReadonlySet<number>
  onToggle(candidate: number, open: boolean): void
  /** Compares it with any other prompt of the run. */
  onCompare(candidate: number): void
  /** Opens it in the editor, beside the prompt it was made from. */
  onOpen(candidate: number): void
}

/** The id of the row with a candidate's text. */
export const detailId = ({ step }: Step, candidate: number): string => `text-${step}-${candidate}`

/** A step's candidates, best first, each with its text folded below it. */
export function candidates(step: Step, options: CandidatesOptions): HTMLElement {
  const head = ['Candidate', 'Score', 'Cases', 'Words changed', 'What became of it']
  const rows = rankedCandidates(step).flatMap(index => {
    const candidate = step.candidates[index]
    return candidate === undefined ? [] : [row(step, candidate, index, options)]
  })
  return element(
    'table',
    { class: 'candidates', 'aria-label': `Candidates of step ${count(step.step)}` },
    element('thead', {}, element('tr', {}, ...head.map(title => element('th', { scope: 'col' }, title)))),
    ...rows,
  )
}

/** Two rows: the numbers, and the text, which is created when it is first opened. */
function row(step: Step, candidate: Candidate, index: number, options: CandidatesOptions): HTMLElement {
  const name = `Candidate ${count(index + 1)}`
  const id = detailId(step, index)
  const toggle = element(
    'button',
    { class: 'toggle', type: 'button', 'aria-expanded': 'false', 'aria-controls': id },
    element('span', { class: 'twistie', 'aria-hidden': 'true' }),
    element('span', { class: 'unseen' }, 'Candidate '),
    count(index + 1),
  )
  const won = index === step.winner
  const status = element('td', { class: 'status' }, statusWords(candidate, step, options.cases))
  if (won) status.prepend(badge('winner'), ' ')
  const numbers = element(
    'tr',
    { class: won ? 'winner' : candidate.status },
    element('th', { scope: 'row' }, toggle),
    element('td', { class: 'number' }, candidate.score === undefined ? '–' : unbrokenPercent(candidate.score)),
    element('td', { class: 'number' }, count(candidate.cases)),
    element('td', { class: 'number' }, changedWords(candidate)),
    status,
  )
  const cell = element('td', { colspan: 5 })
  const detail = element('tr', { id, class: 'detail', hidden: true }, cell)
  const show = (open: boolean) => {
    if (open && !cell.hasChildNodes()) cell.append(...text())
    detail.hidden = !open
    toggle.setAttribute('aria-expanded', String(open))
  }
  numbers.addEventListener('click', () => {
    const open = toggle.getAttribute('aria-expanded') === 'false'
    show(open)
    options.onToggle(index, open)
  })
  show(options.open.has(index))
  return element('tbody', {}, numbers, detail)

  function text() {
    const from = `the prompt that step ${count(step.step)} started from`
    const compare = button('Compare with…', () => options.onCompare(index))
    compare.setAttribute('aria-label', `Compare with…, ${name.toLowerCase()}`)
    const open = button('Open in editor', () => options.onOpen(index))
    open.setAttribute('aria-label', `Open in editor, ${name.toLowerCase()}`)
    return [
      element(
        'div',
        { class: 'bar' },
        element('span', { class: 'muted' }, `Differences from ${from}`),
        element('div', { class: 'buttons' }, compare, open),
      ),
      differenceView(name, step.current.text, candidate.text),
    ]
  }
}
