import type { RunView, Step, ToPage } from '../src/protocol/page.ts'

/** What the page shows after a message; messages about another run, and steps that it already has, change nothing. */
export function receive(
  view: RunView | undefined,
  message: Exclude<ToPage, { type: 'answers' | 'compared' }>,
): RunView | undefined {
  if (message.type === 'view') return keepingSteps(view, message.view)
  if (view === undefined || view.runId !== message.runId) return view
  switch (message.type) {
    case 'step': {
      const last = view.steps.at(-1)?.step ?? 0
      return message.step.step > last ? { ...view, steps: [...view.steps, message.step] } : view
    }
    case 'progress':
      return view.state === 'running' ? { ...view, progress: message.progress } : view
    default:
      message satisfies never
      return view
  }
}

/** A completed step never changes, so its drawing is kept, and with it whatever the user has opened. */
function keepingSteps(before: RunView | undefined, next: RunView): RunView {
  if (before === undefined || before.runId !== next.runId) return next
  const known = new Map<number, Step>(before.steps.map(step => [step.step, step]))
  return { ...next, steps: next.steps.map(step => known.get(step.step) ?? step) }
}
