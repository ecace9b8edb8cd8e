import { element, type Part, setText } from '../element.ts'
import { figures } from './figures.ts'
import { terms } from './terms.ts'

/** The numbers of the run, one tile each. */
export function tiles(): Part {
  const list = element('dl', { class: 'tiles', 'aria-label': 'Numbers of this run' })
  const made = new Map<string, { tile: HTMLElement; value: HTMLElement; note: HTMLElement }>()

  return {
    element: list,
    show: view => {
      const shown = figures(view)
      for (const [label, { tile }] of made) tile.hidden = !shown.some(figure => figure.label === label)
      for (const { label, value, note } of shown) {
        const tile = made.get(label) ?? make(label)
        setText(tile.value, value)
        setText(tile.note, note)
      }
    },
  }

  function make(label: string) {
    const value = element('dd', { class: 'value' })
    const note = element('dd', { class: 'muted' })
    const tile = element(
      'div',
      {},
      element('dt', label in terms ? { title: terms[label] ?? '' } : {}, label),
      value,
      note,
    )
    const parts = { tile, value, note }
    made.set(label, parts)
    list.append(tile)
    return parts
  }
}
