import type { FromPage, Step } from '../src/protocol/page.ts'
import { candidates } from './candidates.ts'
import { button } from './controls.ts'
import { element, setText } from './element.ts'
import { metaPrompt } from './metaPrompt.ts'
import { count } from './numbers.ts'

export interface StepPanel {
  readonly element: HTMLElement
  /** `last` is the number of the last step that is planned; `newest` tells whether the step is the newest one made. */
  show(step: Step | undefined, last: number, newest: boolean): void
}

export interface StepPanelOptions {
  post(message: FromPage): void
  /** The user looks into the step, which must not change under the keyboard or the eyes. */
  onPin(step: number): void
  onFollow(): void
}

/** One step: its candidates and its meta-prompt. It is drawn again only when another step is looked at. */
export function stepPanel({ post, onPin, onFollow }: StepPanelOptions): StepPanel {
  const title = element('h2', { id: 'step-title' })
  const follow = button('Newest step', onFollow)
  const table = element('div')
  const meta = metaPrompt()
  const section = element(
    'section',
    { class: 'step', 'aria-labelledby': 'step-title', hidden: true },
    element('div', { class: 'bar' }, title, follow),
    table,
    meta.element,
  )
  const open = new WeakMap<Step, Set<number>>()
  let shown: Step | undefined
  for (const part of [table, meta.element])
    part.addEventListener('focusin', () => {
      if (shown !== undefined) onPin(shown.step)
    })

  return {
    element: section,
    show: (step, last, newest) => {
      section.hidden = step === undefined
      if (step === undefined) return
      follow.hidden = newest
      setText(title, `Step ${count(step.step)} of ${count(last)}`)
      if (step === shown) return
      shown = step
      table.replaceChildren(tableOf(step))
      meta.show(step)
    },
  }

  function tableOf(step: Step) {
    const opened = open.get(step) ?? new Set()
    open.set(step, opened)
    return candidates(step, {
      open: opened,
      onToggle: (candidate, now) => {
        if (now) opened.add(candidate)
        else opened.delete(candidate)
        onPin(step.step)
      },
      onCompare: candidate => post({ type: 'compare', step: step.step, candidate }),
    })
  }
}
