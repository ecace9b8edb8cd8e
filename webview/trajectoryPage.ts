import type { CaseAnswers, FromPage, RunView, Step } from '../src/protocol/page.ts'
import { count } from '../src/text/numbers.ts'
import { lastStep } from './chart/axes.ts'
import { chart } from './chart/chart.ts'
import { firstLook, type Look } from './chart/look.ts'
import { comparedRuns } from './compared/comparedRuns.ts'
import { button, panels } from './controls.ts'
import { element, type Part, setText } from './element.ts'
import { header } from './pageHeader.ts'
import { casesPanel } from './panels/casesPanel.ts'
import { comparePanel } from './panels/comparePanel.ts'
import { chartTerms } from './panels/terms.ts'
import { tiles } from './panels/tiles.ts'
import { state } from './state.ts'
import { metaPromptView } from './step/metaPromptView.ts'
import { candidateName } from './step/prompts.ts'
import { stepPanel } from './step/stepPanel.ts'

export interface TrajectoryPage extends Part {
  answered(answers: CaseAnswers): void
  /** Shows another run beside the run of that id, or no other any more. */
  compareWith(runId: string, other: RunView | undefined): void
}

export interface PageOptions {
  /** What the user looked at when the page was last open. */
  readonly look: Look
  post(message: FromPage): void
  onLook(look: Look): void
}

/** The whole page. It follows the newest step until the user selects another one, or looks into one. */
export function trajectoryPage({ look: before, post, onLook }: PageOptions): TrajectoryPage {
  let view: RunView | undefined
  let look = before
  let other: { readonly than: string; readonly view: RunView } | undefined

  const plots = chart({
    axis: look.axis,
    onSelect: chosen => pin(chosen === view?.steps.at(-1)?.step ? undefined : chosen),
    onReveal: reveal,
    onAxis: axis => change({ axis }),
  })
  const title = element('h2', { id: 'step-title' })
  const follow = button('Newest step', () => pin(undefined))
  const step = stepPanel({
    post,
    onPin: pin,
    onCompare: (number, candidate) => {
      change({ panel: 'compare', compared: { from: `start ${number}`, to: candidateName(number, candidate) } })
      tabs.choose('compare')
    },
  })
  const meta = metaPromptView()
  const cases = casesPanel({ post, onSelect: pin })
  const compare = comparePanel(compared => change({ compared }))
  const tabs = panels(
    'What is known of the step',
    look.panel,
    [
      { name: 'candidates', title: 'Candidates', element: step.element },
      { name: 'meta-prompt', title: 'Request', hint: chartTerms.asked, element: meta.element },
      { name: 'cases', title: 'Cases', element: cases.element },
      { name: 'compare', title: 'Compare', element: compare.element },
    ],
    panel => change({ panel }),
  )
  const section = element(
    'section',
    { 'aria-labelledby': 'step-title', hidden: true },
    element('div', { class: 'bar' }, title, follow),
    tabs.element,
  )
  // A step with the keyboard focus must not be replaced by the next one.
  for (const part of [step.element, meta.element])
    part.addEventListener('focusin', () => {
      const shown = stepShown()
      if (shown !== undefined) pin(shown.step)
    })
  const twoRuns = comparedRuns(() => post({ type: 'endComparison' }))
  const parts: readonly Part[] = [header(), state(post), tiles(), plots]
  const main = element(
    'main',
    { hidden: true },
    ...parts.slice(0, 2).map(part => part.element),
    twoRuns.element,
    ...parts.slice(2).map(part => part.element),
    section,
  )

  return {
    element: main,
    show: next => {
      if (view !== undefined && next.runId !== view.runId) {
        const { pinned: _, ...rest } = look
        look = { ...rest, compared: firstLook.compared }
      }
      view = next
      main.hidden = false
      for (const part of parts) part.show(next)
      showOther()
      showStep()
    },
    answered: answers => cases.answered(answers),
    compareWith: (than, view) => {
      other = view && { than, view }
      showOther()
    },
  }

  function showOther() {
    if (view !== undefined) twoRuns.show(view, other?.than === view.runId ? other.view : undefined)
  }

  function pin(chosen: number | undefined) {
    if (chosen === look.pinned) return
    const { pinned: _, ...rest } = look
    look = chosen === undefined ? rest : { ...rest, pinned: chosen }
    change({})
  }

  /** Shows one candidate in the table of its step. */
  function reveal(number: number, candidate: number) {
    pin(number)
    tabs.choose('candidates')
    change({ panel: 'candidates' })
    const made = stepShown()
    if (made !== undefined && view !== undefined) step.reveal(made, view, candidate)
  }

  function change(part: Partial<Look>) {
    look = { ...look, ...part }
    onLook(look)
    showStep()
  }

  function stepShown(): Step | undefined {
    return view?.steps.find(({ step }) => step === look.pinned) ?? view?.steps.at(-1)
  }

  /** Only the visible panel is drawn. */
  function showStep() {
    if (view === undefined) return
    const shown = stepShown()
    plots.select(shown?.step)
    section.hidden = shown === undefined
    if (shown === undefined) return
    follow.hidden = shown === view.steps.at(-1)
    setText(title, `Step ${count(shown.step)} of ${count(lastStep(view))}`)
    switch (look.panel) {
      case 'candidates':
        return step.show(shown, view)
      case 'meta-prompt':
        return meta.show(shown, view)
      case 'cases':
        return cases.show(view, look.pinned)
      case 'compare':
        return compare.show(view, shown, look.compared)
      default:
        look.panel satisfies never
    }
  }
}
