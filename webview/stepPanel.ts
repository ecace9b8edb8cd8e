import type { FromPage, Step } from '../src/protocol/page.ts'
import { candidates } from './candidates.ts'
import { element, setText } from './element.ts'
import { metaPrompt } from './metaPrompt.ts'
import { count } from './numbers.ts'

export interface StepPanel {
  readonly element: HTMLElement
  show(step: Step | undefined, last: number): void
}

/** One step: its candidates and its meta-prompt. It is drawn again only when another step is looked at. */
export function stepPanel(post: (message: FromPage) => void, onPin: (step: number) => void): StepPanel {
  const title = element('h2', { id: 'step-title' })
  const table = element('div')
  const meta = metaPrompt()
  const section = element(
    'section',
    { class: 'step', 'aria-labelledby': 'step-title', hidden: true },
    title,
    table,
    meta.element,
  )
  const open = new Map<number, Set<number>>()
  let shown: Step | undefined

  return {
    element: section,
    show: (step, last) => {
      section.hidden = step === undefined
      if (step === undefined) return
      setText(title, `Step ${count(step.step)} of ${count(last)}`)
      if (step === shown) return
      shown = step
      table.replaceChildren(tableOf(step))
      meta.show(step)
    },
  }

  function tableOf(step: Step) {
    const opened = open.get(step.step) ?? new Set()
    open.set(step.step, opened)
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
