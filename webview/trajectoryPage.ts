import type { FromPage, RunView, Step } from '../src/protocol/page.ts'
import { chart } from './chart.ts'
import { element, type Part } from './element.ts'
import { header } from './header.ts'
import { lastStep } from './series.ts'
import { state } from './state.ts'
import { stepPanel } from './stepPanel.ts'
import { tiles } from './tiles.ts'

/** The whole page. It follows the newest step until the user looks at another, or into one. */
export function trajectoryPage(post: (message: FromPage) => void): Part {
  let view: RunView | undefined
  /** The step that the user looks at; undefined follows the newest. */
  let pinned: number | undefined

  const plots = chart(chosen => select(chosen === view?.steps.at(-1)?.step ? undefined : chosen))
  const step = stepPanel({ post, onPin: select, onFollow: () => select(undefined) })
  const parts: readonly Part[] = [header(), state(post), tiles(), plots]
  const main = element('main', {}, ...parts.map(part => part.element), step.element)

  return {
    element: main,
    show: next => {
      if (next.runId !== view?.runId) pinned = undefined
      view = next
      for (const part of parts) part.show(next)
      showStep(next)
    },
  }

  function select(chosen: number | undefined) {
    if (view === undefined) return
    pinned = chosen
    showStep(view)
  }

  function showStep(current: RunView) {
    const newest = current.steps.at(-1)
    const shown = find(current, pinned) ?? newest
    plots.select(shown?.step)
    step.show(shown, lastStep(current), shown === newest)
  }
}

const find = ({ steps }: RunView, wanted: number | undefined): Step | undefined =>
  steps.find(({ step }) => step === wanted)
