import { simulatedCaveat } from '../src/report/caveats.ts'
import { visible } from '../src/text/visible.ts'
import { badge } from './controls.ts'
import { element, type Part, setText } from './element.ts'

/** What is optimized, with which cases and models; and a warning if the models are only simulated. */
export function header(): Part {
  const prompt = element('bdi', { class: 'path' })
  const evalSet = element('bdi', { class: 'path' })
  const task = element('bdi')
  const optimizer = element('bdi')
  const mark = badge('simulated')
  const warning = element('p', { class: 'warning', hidden: true })
  warning.append(mark, ` ${simulatedCaveat}`)

  return {
    element: element(
      'header',
      {},
      element('h1', {}, prompt, arrow(), evalSet),
      element('p', { class: 'muted' }, 'Task model ', task, ', optimizer model ', optimizer),
      warning,
    ),
    show: view => {
      setText(prompt, visible(view.prompt))
      setText(evalSet, visible(view.evalSet))
      setText(task, visible(view.taskModel))
      setText(optimizer, visible(view.optimizerModel))
      warning.hidden = !view.simulated
    },
  }
}

/** Read aloud as words, drawn as an arrow. */
const arrow = () =>
  element(
    'span',
    { class: 'arrow' },
    element('span', { 'aria-hidden': 'true' }, ' → '),
    element('span', { class: 'unseen' }, ' scored on '),
  )
