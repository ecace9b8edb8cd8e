import type { FromRoutingPage, RoutingView } from '../../src/protocol/routingPage.ts'
import { counted } from '../../src/text/numbers.ts'
import { visible, visibleLine } from '../../src/text/visible.ts'
import { badge, button, toggle } from '../controls.ts'
import { element, setText } from '../element.ts'
import { speaker } from '../speaker.ts'
import { caveatSentence, changedSentence, routingSentence, standoutSentence } from './catalogueSentences.ts'
import { heatMap } from './heatMap.ts'
import { skillsTable } from './skillsTable.ts'
import { waitingReview } from './waitingReview.ts'

export interface CataloguePage {
  readonly element: HTMLElement
  show(view: RoutingView): void
}

/** The whole page of a catalogue: how it does, its skills, and where every query goes. */
export function cataloguePage(post: (message: FromRoutingPage) => void): CataloguePage {
  let shown: RoutingView | undefined
  let isBefore = false
  const title = element('bdi', { class: 'path' })
  const how = element('p', { class: 'muted' })
  const warning = element('p', { class: 'warning', hidden: true })
  warning.append(badge('simulated'), ' The demo model answers here. What it loads says nothing about an agent.')
  const sentence = element('p', { class: 'sentence', tabindex: -1 })
  const standout = element('p')
  const change = element('p')
  const caveat = element('p', { class: 'muted' })
  const bar = element('progress', { 'aria-label': 'Queries routed' })
  const spoken = speaker()
  const route = button('Route queries', () => ask('route'), 'primary')
  const cancel = button('Cancel', () => ask('cancel'))
  const now = toggle('Now', () => look(false))
  const before = toggle('Before', () => look(true))
  const sides = element(
    'div',
    { class: 'toggles', role: 'group', 'aria-label': 'Whose answers are drawn' },
    now,
    before,
  )
  const waiting = waitingReview(post)
  const skills = skillsTable()
  const map = heatMap(post)
  const key = element(
    'p',
    { class: 'muted' },
    'A number is how many answers load the skill of its column. Outlined: the skill that is right. Crossed out: a skill that should not be loaded. Choose a query to see its answers and descriptions.',
  )
  const found = element(
    'section',
    { 'aria-labelledby': 'map-title', hidden: true },
    element('div', { class: 'bar' }, element('h2', { id: 'map-title' }, 'Where each query goes'), sides),
    key,
    map.element,
  )
  const summary = element(
    'section',
    { 'aria-labelledby': 'skills-title', hidden: true },
    element('h2', { id: 'skills-title' }, 'Skills'),
    skills.element,
  )
  const state = element(
    'section',
    { class: 'state', 'aria-label': 'State' },
    element('div', {}, sentence, bar, standout, change, caveat),
    element('div', { class: 'buttons' }, route, cancel),
    spoken.element,
  )
  const head = element('header', {}, element('h1', {}, 'Which skill is loaded in ', title), how, warning)
  return { element: element('main', { class: 'routing' }, head, state, waiting.element, found, summary), show }

  function show(view: RoutingView) {
    shown = view
    setText(title, visibleLine(view.name))
    const asked =
      view.at === undefined
        ? ''
        : `${view.model}, ${counted(view.runs, 'answer')} a query, listed as ${view.profile} lists them`
    setText(how, visibleLine(asked))
    warning.hidden = !view.simulated
    setText(sentence, visible(routingSentence(view)))
    setText(standout, visibleLine(view.state === 'running' ? '' : standoutSentence(view)))
    setText(change, view.state === 'running' ? '' : changedSentence(view))
    setText(caveat, visibleLine(view.state === 'running' ? '' : caveatSentence(view)))
    spoken.say(visible(routingSentence(view)), view.state !== 'running')
    state.dataset.outcome = view.state
    bar.hidden = view.state !== 'running'
    if (view.progress === undefined || view.progress.done === 0) bar.removeAttribute('value')
    else bar.value = view.progress.done / Math.max(1, view.progress.of)
    setText(route, view.at === undefined ? 'Route queries' : 'Route again')
    route.hidden = view.state === 'running'
    cancel.hidden = view.state !== 'running'
    for (const control of [route, cancel]) control.toggleAttribute('disabled', false)
    summary.hidden = view.at === undefined
    found.hidden = view.at === undefined
    sides.hidden = view.beforeAt === undefined
    isBefore &&= view.beforeAt !== undefined
    waiting.show(view)
    skills.show(view)
    look(isBefore)
  }

  function look(chosen: boolean) {
    isBefore = chosen
    now.setAttribute('aria-pressed', String(!chosen))
    before.setAttribute('aria-pressed', String(chosen))
    if (shown !== undefined) map.show(shown, chosen)
  }

  /** Sends the request once: the button then waits for the state to change. */
  function ask(type: 'route' | 'cancel') {
    post({ type })
    if (type === 'cancel') cancel.toggleAttribute('disabled', true)
    // When the button goes, the keyboard focus must not be lost.
    sentence.focus()
  }
}
