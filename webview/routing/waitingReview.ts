import type { FromRoutingPage, RoutingView, WaitingChange } from '../../src/protocol/routingPage.ts'
import { counted } from '../../src/text/numbers.ts'
import { visible, visibleLine } from '../../src/text/visible.ts'
import { button } from '../controls.ts'
import { element } from '../element.ts'
import { differenceView } from '../step/promptText.ts'

export interface WaitingReview {
  readonly element: HTMLElement
  show(view: Pick<RoutingView, 'waiting' | 'state'>): void
}

/** The new descriptions that wait for review, side by side with what each does, to be accepted one by one or together. */
export function waitingReview(post: (message: FromRoutingPage) => void): WaitingReview {
  const parts = element('div')
  const section = element(
    'section',
    { 'aria-labelledby': 'waiting-title', hidden: true },
    element('h2', { id: 'waiting-title' }, 'New descriptions that wait'),
    parts,
  )
  let drawn = ''
  return {
    element: section,
    show: ({ waiting, state }) => {
      const key = JSON.stringify([waiting, state === 'running'])
      // What is read or focused here must not be drawn anew with every answer.
      if (key === drawn) return
      drawn = key
      section.hidden = waiting.changes.length === 0
      parts.replaceChildren(...contents(waiting, state === 'running'))
    },
  }

  function contents({ changes, together }: RoutingView['waiting'], isRunning: boolean): readonly HTMLElement[] {
    const runs = changes.map(({ run }) => run)
    const isMeasured = together.length > 0
    const unknown = `What ${changes.length > 1 ? 'they do together, and each beside the others,' : 'it does to the catalogue'} is not measured yet.`
    const accept = () => post({ type: 'acceptWaiting', runs })
    const measure = () => post({ type: 'weigh' })
    const buttons = [
      ...(isRunning ? [] : [button(isMeasured ? 'Measure again' : 'Measure the effect', measure, 'primary')]),
      ...(changes.length > 1 ? [button(`Accept all ${changes.length}`, accept)] : []),
    ]
    return [
      ...(isMeasured
        ? together.map(line => element('p', {}, visible(line)))
        : [element('p', { class: 'muted' }, unknown)]),
      element('div', { class: 'buttons' }, ...buttons),
      ...changes.map(block),
    ]
  }

  function block({ run, skill, before, after, adds }: WaitingChange): HTMLElement {
    const name = visibleLine(skill)
    const length = `${counted(Array.from(after).length, 'character')}.`
    return element(
      'div',
      { class: 'waits' },
      element('h3', {}, name),
      element('p', {}, adds === undefined ? length : `It adds ${visible(adds)}, beside the others. ${length}`),
      differenceView(`New description of ${name}, with what changed`, before, after),
      element(
        'div',
        { class: 'buttons' },
        button(`Accept ${name}`, () => post({ type: 'acceptWaiting', runs: [run] })),
        button(`Review ${name} in its file`, () => post({ type: 'reviewWaiting', run })),
      ),
    )
  }
}
