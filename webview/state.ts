import type { FromPage, RunView } from '../src/protocol/page.ts'
import { isRefinement } from '../src/report/refinement.ts'
import { pValue } from '../src/text/numbers.ts'
import { visible } from '../src/text/visible.ts'
import { button } from './controls.ts'
import { element, type Part, setText } from './element.ts'
import { announcement, noteSentence, stateHead, stateSentence } from './panels/runWords.ts'
import { verdictTerms } from './panels/terms.ts'
import { speaker } from './speaker.ts'

/** The state of the run, and what can be done about it. */
export function state(post: (message: FromPage) => void): Part {
  const head = element('strong')
  const rest = element('span')
  const sentence = element('p', { class: 'sentence', tabindex: -1 }, head, rest)
  const note = element('p', { class: 'muted' })
  const spoken = speaker()
  const bar = element('progress', { 'aria-label': 'Cases of this phase' })
  const cancel = button('Cancel', () => ask('cancel'))
  const review = button('Review', () => post({ type: 'review' }), 'primary')
  const resume = button('Resume', () => ask('resume'), 'primary')
  const goOn = button('Go on for more steps…', () => post({ type: 'goOn' }))
  const buttons = element('div', { class: 'buttons' }, review, resume, goOn, cancel)
  let last: RunView['state'] | undefined

  const section = element(
    'section',
    { class: 'state', 'aria-label': 'State' },
    element('div', {}, sentence, bar, note),
    buttons,
    spoken.element,
  )

  return {
    element: section,
    show: view => {
      const { report } = view
      showProgress(view)
      const said = stateSentence(view)
      const first = stateHead(view)
      setText(head, first)
      setText(rest, visible(said.slice(first.length)))
      spoken.say(visible(announcement(view)), view.state !== 'running')
      if (report?.comparison) sentence.title = verdictTerms(pValue(report.comparison.pValue))
      else sentence.removeAttribute('title')
      setText(note, noteSentence(view))
      section.dataset.outcome = view.state === 'done' ? (report?.comparison?.verdict ?? 'done') : view.state
      cancel.hidden = view.state !== 'running'
      resume.hidden = !view.resumable || view.state === 'running' || view.state === 'done'
      goOn.hidden = view.state !== 'done' || report === undefined || report.stop === 'perfect'
      review.hidden = !report || view.state === 'running' || report.written || report.best.text === report.initial.text
      const isProven = report !== undefined && isRefinement(report)
      setText(review, isProven ? 'Review' : 'Open it anyway')
      review.setAttribute('appearance', isProven ? 'primary' : 'secondary')
      // What made a run fail has to be mended first, so going on is not what to do at once.
      const isNext = view.state !== 'failed' && !(isProven && !review.hidden)
      resume.setAttribute('appearance', isNext ? 'primary' : 'secondary')
      if (view.state !== last) for (const control of [cancel, resume]) control.toggleAttribute('disabled', false)
      last = view.state
    },
  }

  /** Without a value the bar shows that something is under way, but not how far it is. */
  function showProgress({ state, progress }: RunView) {
    bar.hidden = state !== 'running'
    if (progress === undefined || progress.done === 0) bar.removeAttribute('value')
    else bar.value = progress.done / Math.max(1, progress.of)
  }

  /** Sends the request once: the button then waits for the state to change. */
  function ask(type: 'cancel' | 'resume') {
    post({ type })
    const asked = type === 'cancel' ? cancel : resume
    asked.toggleAttribute('disabled', true)
    // When the button is disabled, the keyboard focus must not be lost.
    sentence.focus()
  }
}
