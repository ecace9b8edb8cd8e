import { diffWords } from '../src/text/diff.ts'
import { element } from './element.ts'
import { grouped } from './grouped.ts'
import { counted } from './numbers.ts'
import { clip, longest, visible } from './visible.ts'

/** A text as it stands, in a box that scrolls; the start of it where it is very long. */
export function promptText(label: string, text: string): HTMLElement {
  const { text: start, left } = clip(text)
  const box = boxed(label, visible(start))
  return left === 0
    ? box
    : element('div', {}, box, element('p', { class: 'muted' }, `… and ${counted(left, 'more character')}.`))
}

/** A text with the words that differ from another: added ones underlined, removed ones struck through. */
export function difference(label: string, from: string, to: string): HTMLElement {
  if (from.length > longest || to.length > longest) return promptText(label, to)
  const parts = grouped(diffWords(from, to)).map(({ kind, text }) => {
    if (kind === 'same') return visible(text)
    return element(kind === 'added' ? 'ins' : 'del', {}, visible(text))
  })
  return boxed(label, ...parts)
}

/** The keyboard scrolls what it can reach. */
const boxed = (label: string, ...children: readonly (Node | string)[]) =>
  element('div', { class: 'prompt', dir: 'auto', tabindex: 0, role: 'group', 'aria-label': label }, ...children)
