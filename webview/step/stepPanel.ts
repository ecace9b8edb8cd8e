import type { FromPage, RunView, Step } from '../../src/protocol/page.ts'
import { element, setText } from '../element.ts'
import { candidates, detailId } from './candidates.ts'
import { stepNote } from './stepWords.ts'

export interface StepPanel {
  readonly element: HTMLElement
  show(step: Step, view: RunView): void
  /** Opens a candidate and scrolls it into view. */
  reveal(step: Step, view: RunView, candidate: number): void
}

export interface StepPanelOptions {
  post(message: FromPage): void
  /** The user looks into the step, which must then not be replaced. */
  onPin(step: number): void
  onCompare(step: number, candidate: number): void
}

/** The candidates of one step, redrawn only when another step is selected. */
export function stepPanel({ post, onPin, onCompare }: StepPanelOptions): StepPanel {
  const note = element('p')
  const table = element('div')
  const open = new WeakMap<Step, Set<number>>()
  let shown: Step | undefined

  return {
    element: element('div', { class: 'step' }, note, table),
    show: (step, view) => {
      if (step !== shown) draw(step, view)
    },
    reveal: (step, view, candidate) => {
      openOf(step).add(candidate)
      draw(step, view)
      const toggle = table.querySelector<HTMLElement>(`[aria-controls="${detailId(step, candidate)}"]`)
      toggle?.focus({ preventScroll: true })
      toggle?.closest('tbody')?.scrollIntoView({ block: 'nearest' })
    },
  }

  function draw(step: Step, view: RunView) {
    shown = step
    const said = stepNote(step)
    setText(note, said)
    note.hidden = said === ''
    table.replaceChildren(tableOf(step, view))
  }

  function openOf(step: Step): Set<number> {
    const opened = open.get(step) ?? new Set()
    open.set(step, opened)
    return opened
  }

  function tableOf(step: Step, { splits }: RunView) {
    const opened = openOf(step)
    return candidates(step, {
      cases: splits?.validation,
      open: opened,
      onToggle: (candidate, now) => {
        if (now) opened.add(candidate)
        else opened.delete(candidate)
        onPin(step.step)
      },
      onCompare: candidate => onCompare(step.step, candidate),
      onOpen: candidate => post({ type: 'compare', step: step.step, candidate }),
    })
  }
}
