import { readToPage } from '../src/protocol/guards.ts'
import type { FromPage, RunView } from '../src/protocol/page.ts'

/** The one thing that the editor gives to a page, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void
  getState(): unknown
  setState(state: Kept): void
}

/** What a hidden page keeps of itself, to show again at once. */
interface Kept {
  readonly view: RunView
}

export interface Editor {
  post(message: FromPage): void
  /** The view that this page kept, if it kept one that can still be read. */
  restore(): RunView | undefined
  /** Keeps the view, at most once a second: it is copied whole to the editor. */
  keep(view: RunView): void
}

export function connect(): Editor {
  const api = acquireVsCodeApi()
  let waiting: RunView | undefined
  return {
    post: message => api.postMessage(message),
    restore: () => {
      const state = api.getState()
      if (typeof state !== 'object' || state === null || !('view' in state)) return undefined
      const message = readToPage({ type: 'view', view: state.view })
      return message?.type === 'view' ? message.view : undefined
    },
    keep: view => {
      if (waiting === undefined) setTimeout(write, 1000)
      waiting = view
    },
  }

  function write() {
    if (waiting !== undefined) api.setState({ view: waiting })
    waiting = undefined
  }
}
