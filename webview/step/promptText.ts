import { diffWords } from '../../src/text/diff.ts'
import { counted } from '../../src/text/numbers.ts'
import { visible } from '../../src/text/visible.ts'
import { element } from '../element.ts'
import { grouped } from '../panels/grouped.ts'
import { shortened } from '../shortened.ts'
import { elided, type Shown } from './elided.ts'

/** Comparing longer texts takes too long; the editor's own diff shows them. */
const longestCompared = 200_000

/** A text in a box that scrolls; only its start if it is very long. */
export function promptText(label: string, text: string): HTMLElement {
  const { text: start, left } = shortened(text)
  const box = boxed(label, visible(start))
  return left === 0 ? box : element('div', {}, box, note(`… and ${counted(left, 'more character')}.`))
}

/** A text with the words that differ from another: added ones underlined, removed ones struck through. */
export function differenceView(label: string, from: string, to: string): HTMLElement {
  if (from.length > longestCompared || to.length > longestCompared)
    return element('div', {}, promptText(label, to), note('It is too long to be compared on this page.'))
  return boxed(label, ...elided(grouped(diffWords(from, to))).map(shownPart))
}

function shownPart(part: Shown): Node | string {
  if (part.kind === 'left-out')
    return element('span', { class: 'left-out' }, `… ${counted(part.characters, 'character')} unchanged …`)
  const text = visible(part.text)
  return part.kind === 'same' ? text : element(part.kind === 'added' ? 'ins' : 'del', {}, text)
}

const note = (text: string) => element('p', { class: 'muted' }, text)

/** Makes the box focusable, so that the keyboard can scroll it. */
const boxed = (label: string, ...children: readonly (Node | string)[]) =>
  element('div', { class: 'prompt', dir: 'auto', tabindex: 0, role: 'group', 'aria-label': label }, ...children)
