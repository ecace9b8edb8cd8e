import 'uplot/dist/uPlot.min.css'
import './page.css'
import './chart/chart.css'
import './step/step.css'
import './panels/panels.css'
import './compared/compared.css'
import './routing/routing.css'
import './health/health.css'
import { readToPage } from '../src/protocol/guards.ts'
import { readToHealthPage } from '../src/protocol/healthGuards.ts'
import type { HealthView } from '../src/protocol/healthPage.ts'
import type { RunView } from '../src/protocol/page.ts'
import { readToRoutingPage } from '../src/protocol/routingGuards.ts'
import type { RoutingView } from '../src/protocol/routingPage.ts'
import { registerControls } from './controls.ts'
import { connectEditor } from './editor.ts'
import { type EvalSetPage, evalSetPage } from './health/evalSetPage.ts'
import { receive } from './receive.ts'
import { type CataloguePage, cataloguePage } from './routing/cataloguePage.ts'
import { trajectoryPage } from './trajectoryPage.ts'

registerControls()
const editor = connectEditor()
let look = editor.restore()
let view: RunView | undefined
let drawing = false
let drawn = false
let routing: CataloguePage | undefined
let health: EvalSetPage | undefined
const page = trajectoryPage({
  look,
  post: editor.post,
  onLook: next => {
    look = { ...next, scroll: look.scroll }
    keep()
  },
})
document.body.append(page.element)

window.addEventListener('message', ({ data }) => {
  const routed = readToRoutingPage(data)
  if (routed !== undefined) return showRouting(routed.view)
  const checked = readToHealthPage(data)
  if (checked !== undefined) return showHealth(checked.view)
  const message = readToPage(data)
  if (message === undefined) return
  if (message.type === 'answers') {
    if (message.runId === view?.runId) page.answered(message.answers)
    return
  }
  if (message.type === 'compared') {
    page.compareWith(message.runId, message.other ?? undefined)
    return
  }
  show(receive(view, message))
})
window.addEventListener('scrollend', () => {
  look = { ...look, scroll: Math.round(window.scrollY) }
  keep()
})
editor.post({ type: 'ready' })

/** The same document shows a routing instead of a run, if that is what it is sent. */
function showRouting(shown: RoutingView) {
  if (routing === undefined) {
    routing = cataloguePage(editor.post)
    document.body.replaceChildren(routing.element)
    editor.keepCatalogue(shown.root)
  }
  routing.show(shown)
}

/** The same for the health of an eval set. */
function showHealth(shown: HealthView) {
  if (health === undefined) {
    health = evalSetPage(editor.post)
    document.body.replaceChildren(health.element)
    editor.keepPrompt(shown.prompt)
  }
  health.show(shown)
}

/** Draws at the next frame, once for everything that came before it. */
function show(next: RunView | undefined) {
  if (next === view) return
  const isOther = next?.runId !== view?.runId
  view = next
  if (isOther) keep()
  if (drawing) return
  drawing = true
  requestAnimationFrame(() => {
    drawing = false
    if (view === undefined) return
    page.show(view)
    if (!drawn) window.scrollTo(0, look.scroll)
    drawn = true
  })
}

function keep() {
  if (view !== undefined) editor.keep(view.runId, look)
}
