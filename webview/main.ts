import 'uplot/dist/uPlot.min.css'
import './page.css'
import './chart.css'
import './step.css'
import './panels.css'
import { readToPage } from '../src/protocol/guards.ts'
import type { RunView } from '../src/protocol/page.ts'
import { registerControls } from './controls.ts'
import { connect } from './editor.ts'
import { trajectoryPage } from './trajectoryPage.ts'
import { update } from './update.ts'

registerControls()
const editor = connect()
const kept = editor.restore()
let view: RunView | undefined
let look = kept.look
let drawing = false
const page = trajectoryPage({
  look,
  post: editor.post,
  onLook: next => {
    look = next
    if (view !== undefined) editor.keep(view, look)
  },
})
document.body.append(page.element)
show(kept.view)

window.addEventListener('message', ({ data }) => {
  const message = readToPage(data)
  if (message === undefined) return
  if (message.type === 'answers') {
    if (message.runId === view?.runId) page.answered(message.answers)
    return
  }
  const next = update(view, message)
  // Progress comes too often to be kept; the editor sends a fresh view to a page that returns.
  if (next !== undefined && message.type !== 'progress') editor.keep(next, look)
  show(next)
})
editor.post({ type: 'ready' })

/** Draws at the next frame, once for all that came before it. */
function show(next: RunView | undefined) {
  if (next === view) return
  view = next
  if (drawing) return
  drawing = true
  requestAnimationFrame(() => {
    drawing = false
    if (view !== undefined) page.show(view)
  })
}
