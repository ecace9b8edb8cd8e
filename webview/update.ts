import type { RunView, ToPage } from '../src/protocol/page.ts'

/** What the page shows after a message: messages about another run, and steps that are already there, change nothing. */
export function update(view: RunView | undefined, message: ToPage): RunView | undefined {
  if (message.type === 'view') return message.view
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
