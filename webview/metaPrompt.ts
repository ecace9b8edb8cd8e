import type { Step } from '../src/protocol/page.ts'
import { element, setText } from './element.ts'
import { count, counted, percent } from './numbers.ts'
import { promptText } from './promptText.ts'

export interface MetaPrompt {
  readonly element: HTMLElement
  show(step: Step): void
}

/** What the optimizer model was sent, folded away; it stays open from step to step, and is written only while it is. */
export function metaPrompt(): MetaPrompt {
  const title = element('summary')
  const body = element('div')
  const details = element('details', { class: 'meta-prompt' }, title, body)
  let step: Step | undefined
  let written: Step | undefined
  details.addEventListener('toggle', write)

  return {
    element: details,
    show: next => {
      step = next
      setText(title, `Meta-prompt of step ${count(next.step)}, ${counted(next.shown.length, 'prompt')} shown`)
      write()
    },
  }

  function write() {
    if (!details.open || step === undefined || step === written) return
    written = step
    const shown = step.shown.map(({ text, score }, index) =>
      element(
        'li',
        {},
        element('span', { class: 'score' }, percent(score)),
        promptText(`Prompt ${count(index + 1)} shown, ${percent(score)}`, text),
      ),
    )
    body.replaceChildren(
      ...(shown.length > 0
        ? [element('h3', {}, 'Prompts shown, with their scores'), element('ol', { class: 'shown' }, ...shown)]
        : []),
      element('h3', {}, 'As it was sent'),
      promptText('Meta-prompt', step.metaPrompt),
    )
  }
}
