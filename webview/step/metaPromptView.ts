import type { RunView, Step } from '../../src/protocol/page.ts'
import { count } from '../../src/text/numbers.ts'
import { element } from '../element.ts'
import { unbrokenPercent } from '../pageNumbers.ts'
import { promptText } from './promptText.ts'
import { shownRole, shownSentence } from './shownWords.ts'

export interface MetaPrompt {
  readonly element: HTMLElement
  show(step: Step, view: RunView): void
}

/**
 * What the optimizer model was sent in a step: the past prompts and why they were chosen, and every word of the
 * meta-prompt.
 */
export function metaPromptView(): MetaPrompt {
  const body = element('div', { class: 'meta-prompt' })
  let written: Step | undefined

  return {
    element: body,
    show: (step, view) => {
      if (step === written) return
      written = step
      const shown = step.shown.map(({ text, score }, index) =>
        element(
          'li',
          {},
          element(
            'div',
            { class: 'origin' },
            element('span', { class: 'score' }, unbrokenPercent(score)),
            element('span', { class: 'muted' }, shownRole(step, index, view)),
          ),
          promptText(`Prompt ${count(index + 1)} shown, ${unbrokenPercent(score)}`, text),
        ),
      )
      body.replaceChildren(
        element('h3', {}, 'Prompts shown, with their scores'),
        element('p', {}, shownSentence(step, view)),
        ...(shown.length > 0 ? [element('ol', { class: 'shown' }, ...shown)] : []),
        element('h3', {}, 'As it was sent'),
        promptText('Meta-prompt', step.metaPrompt),
      )
    },
  }
}
