import type { RunView, Step } from '../../src/protocol/page.ts'
import { counted } from '../../src/text/numbers.ts'
import { wordsChanged } from '../../src/text/words.ts'
import { button, selectControl } from '../controls.ts'
import { element, setText } from '../element.ts'
import { unbrokenPercent } from '../pageNumbers.ts'
import { longest } from '../shortened.ts'
import { type Compared, type NamedPrompt, promptGroups, promptNamed } from '../step/prompts.ts'
import { differenceView } from '../step/promptText.ts'

export interface ComparePanel {
  readonly element: HTMLElement
  show(view: RunView, step: Step | undefined, compared: Compared): void
}

/** The words that differ between any two prompts of the run. */
export function comparePanel(onCompare: (compared: Compared) => void): ComparePanel {
  let now: Compared = { from: 'original', to: 'best' }
  let shown: { from: string; to: string; words: string } | undefined
  const from = selectControl('From', name => onCompare({ ...now, from: name }))
  const to = selectControl('To', name => onCompare({ ...now, to: name }))
  const swap = button('Swap', () => onCompare({ from: now.to, to: now.from }))
  const sentence = element('p', { role: 'status' })
  const box = element('div')

  return {
    element: element(
      'div',
      { class: 'compare' },
      element('div', { class: 'choices' }, from.element, to.element, swap),
      sentence,
      box,
    ),
    show: (view, step, compared) => {
      now = compared
      offer(view, step)
      const [before, after] = [promptNamed(view, now.from), promptNamed(view, now.to)]
      if (before === undefined || after === undefined) {
        shown = undefined
        setText(sentence, 'There is nothing to compare yet.')
        box.replaceChildren()
        return
      }
      const isShown = shown?.from === before.text && shown.to === after.text
      // Progress arrives many times a second, and counting words takes time.
      const words = isShown && shown ? shown.words : wordsSaid(before.text, after.text)
      setText(sentence, saidOf(before, after, words))
      if (isShown) return
      shown = { from: before.text, to: after.text, words }
      box.replaceChildren(differenceView(`From ${before.title} to ${after.title}`, before.text, after.text))
    },
  }

  function offer(view: RunView, step: Step | undefined) {
    for (const [list, name] of [
      [from, now.from],
      [to, now.to],
    ] as const) {
      const groups = promptGroups(view, step)
      const listed = groups.some(({ options }) => options.some(({ value }) => value === name))
      const chosen = listed ? undefined : promptNamed(view, name)
      list.show(
        chosen === undefined
          ? groups
          : [{ label: 'Chosen', options: [{ value: name, label: chosen.title }] }, ...groups],
        name,
      )
    }
  }
}

function saidOf(from: NamedPrompt, to: NamedPrompt, words: string): string {
  if (from.text === to.text) return `${capital(from.title)} and ${to.title} are the same text.`
  const scores =
    from.score === undefined || to.score === undefined
      ? ''
      : `: ${unbrokenPercent(from.score)} to ${unbrokenPercent(to.score)}`
  return `From ${from.title} to ${to.title}${scores}${words}.`
}

/** Counting takes time quadratic in the lengths. */
const wordsSaid = (from: string, to: string): string =>
  Math.max(from.length, to.length) > longest ? '' : `, ${counted(wordsChanged(from, to), 'word')} changed`

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
