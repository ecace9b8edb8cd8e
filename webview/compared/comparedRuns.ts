import type { RunView } from '../../src/protocol/page.ts'
import { pictureOf } from '../../src/report/sharing/picture.ts'
import { visible } from '../../src/text/visible.ts'
import { button } from '../controls.ts'
import { element } from '../element.ts'
import { differenceView } from '../step/promptText.ts'
import { drawnPicture } from './drawnPicture.ts'
import { bestTextOf, casesSentence, comparedRows, differingCases, timeOf } from './twoRuns.ts'

export interface ComparedRuns {
  readonly element: HTMLElement
  /** Nothing is shown without another run. */
  show(own: RunView, other: RunView | undefined): void
}

/** This run beside another of the same prompt: what each found, both lines, both prompts, and the cases that differ. */
export function comparedRuns(onClose: () => void): ComparedRuns {
  const box = element('section', { class: 'two-runs', 'aria-labelledby': 'two-runs-title', hidden: true })
  let drawn: readonly [RunView, RunView] | undefined

  return {
    element: box,
    show: (own, other) => {
      box.hidden = other === undefined
      if (other === undefined || (drawn?.[0] === own && drawn[1] === other)) return
      drawn = [own, other]
      box.replaceChildren(
        element(
          'div',
          { class: 'bar' },
          element('h2', { id: 'two-runs-title' }, `Compared with the run of ${timeOf(other.runId)}`),
          button('Close', onClose),
        ),
        figuresTable(own, other),
        drawnBoth(own, other),
        ...promptsOf(own, other),
        element('p', {}, casesSentence(own, other)),
        ...casesOf(own, other),
      )
    },
  }
}

function figuresTable(own: RunView, other: RunView): HTMLElement {
  const head = ['This run', 'The other run'].map(title => element('th', { scope: 'col' }, title))
  const rows = comparedRows(own, other).map(row =>
    element(
      'tr',
      row.own === row.other ? {} : { class: 'differs' },
      element('th', { scope: 'row' }, row.name),
      ...[row.own, row.other].map(text => element('td', {}, element('bdi', {}, visible(text)))),
    ),
  )
  return element(
    'table',
    { class: 'pair' },
    element('thead', {}, element('tr', {}, element('td'), ...head)),
    element('tbody', {}, ...rows),
  )
}

function drawnBoth(own: RunView, other: RunView): HTMLElement {
  const last = (view: RunView) => view.steps.length
  const title = `Best score by step, this run over ${last(own)} steps and the other over ${last(other)}`
  return element(
    'figure',
    {},
    drawnPicture(pictureOf(own, other), title),
    element(
      'figcaption',
      { class: 'muted' },
      'Best score so far, on the cases that choose between candidates: this run solid, the other run dashed, dotted what your prompt had in this run.',
    ),
  )
}

function promptsOf(own: RunView, other: RunView): readonly HTMLElement[] {
  const [from, to] = [bestTextOf(other), bestTextOf(own)]
  if (from === undefined || to === undefined) return []
  if (from === to) return [element('p', {}, 'Both runs ended with the same prompt.')]
  return [
    element('h3', {}, 'From the best prompt of the other run to that of this run'),
    differenceView('Difference of the best prompts of both runs', from, to),
  ]
}

/** So many cases are listed; more would hide what they have in common. */
const mostCases = 50

function casesOf(own: RunView, other: RunView): readonly HTMLElement[] {
  const cases = differingCases(own, other) ?? []
  if (cases.length === 0) return []
  const head = ['Case', 'Right with', 'Input'].map(title => element('th', { scope: 'col' }, title))
  const rows = cases
    .slice(0, mostCases)
    .map(({ name, input, rightIn }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, visible(name)),
        element('td', {}, rightIn === 'own' ? 'this run' : 'the other run'),
        element('td', { class: 'input' }, element('div', { dir: 'auto' }, visible(input))),
      ),
    )
  return [
    element(
      'table',
      { class: 'pair', 'aria-label': 'Cases that differ' },
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
  ]
}
