import type { FromHealthPage, HealthView } from '../../src/protocol/healthPage.ts'
import { counted } from '../../src/text/numbers.ts'
import { visible, visibleLine } from '../../src/text/visible.ts'
import { button } from '../controls.ts'
import { element, setText } from '../element.ts'
import { speaker } from '../speaker.ts'
import { findingsByKind } from './caseFindings.ts'
import { judgePart } from './judgePart.ts'

export interface EvalSetPage {
  readonly element: HTMLElement
  show(view: HealthView): void
}

/** The whole page about the cases of a prompt: what they can show, what is wrong with them, and their judge. */
export function evalSetPage(post: (message: FromHealthPage) => void): EvalSetPage {
  const title = element('bdi', { class: 'path' })
  const evalSet = element('p', { class: 'muted' })
  const sentence = element('p', { class: 'sentence', tabindex: -1 })
  const shows = element('p')
  const few = element('div', { class: 'few' })
  const again = button('Check again', () => {
    post({ type: 'checkCases' })
    // What is drawn may change; the keyboard focus must not be lost.
    sentence.focus()
  })
  let drawn = ''
  const spoken = speaker()
  const state = element(
    'section',
    { class: 'state', 'aria-label': 'State' },
    element('div', {}, sentence, shows, few),
    element('div', { class: 'buttons' }, again),
    spoken.element,
  )
  const judge = judgePart(post)
  const findings = findingsByKind(post)
  const head = element('header', {}, element('h1', {}, 'Health of the eval set of ', title), evalSet)
  return { element: element('main', { class: 'health' }, head, state, judge.element, findings.element), show }

  function show(view: HealthView) {
    setText(title, visibleLine(view.name))
    setText(evalSet, visibleLine(view.evalSet))
    const said = stateSentence(view)
    setText(sentence, visible(said))
    setText(shows, view.shows)
    spoken.say(visible(said), view.state !== 'checking')
    state.dataset.outcome = view.state === 'checking' ? 'running' : view.state
    again.toggleAttribute('disabled', view.state === 'checking')
    few.hidden = view.few.length === 0
    const key = JSON.stringify([view.at, view.few])
    if (key !== drawn) few.replaceChildren(...fewParts(view))
    drawn = key
    judge.show(view)
    findings.show(view)
  }

  function fewParts({ few: labels, at }: HealthView): readonly (Node | string)[] {
    return labels.map(({ label, cases }, index) =>
      element(
        'div',
        { class: 'buttons' },
        element(
          'span',
          {},
          `Only ${counted(cases, 'case')} ${cases === 1 ? 'expects' : 'expect'} `,
          element('bdi', {}, visibleLine(label)),
        ),
        button(`Draft more for ${visibleLine(label)}`, () => post({ type: 'draftFor', at, index })),
      ),
    )
  }
}

const stateSentence = ({ state, looked, failure }: HealthView): string =>
  state === 'failed'
    ? (failure ?? 'The cases could not be checked.')
    : looked === ''
      ? 'Looking at the cases and at the answers of earlier runs. No model is asked.'
      : looked
