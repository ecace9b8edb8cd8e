import { readToPage } from '../src/protocol/guards.ts'
import type { FromPage, RunView } from '../src/protocol/page.ts'
import { firstLook, type Look, readLook } from './look.ts'

/** The one thing that the editor gives to a page, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void
  getState(): unknown
  setState(state: Kept): void
}

/** What a hidden page keeps of itself, to show again at once. */
interface Kept {
  readonly view: RunView
  readonly look: Look
}

export interface Editor {
  post(message: FromPage): void
  /** What this page kept; no view where it kept none that can still be read. */
  restore(): { readonly view: RunView | undefined; readonly look: Look }
  /** Keeps what is shown, at most once a second: it is copied whole to the editor. */
  keep(view: RunView, look: Look): void
}

export function connect(): Editor {
  const api = acquireVsCodeApi()
  let waiting: Kept | undefined
  return {
    post: message => api.postMessage(message),
    restore: () => {
      const state = api.getState()
      if (typeof state !== 'object' || state === null) return { view: undefined, look: firstLook }
      const message = 'view' in state ? readToPage({ type: 'view', view: state.view }) : undefined
      return {
        view: message?.type === 'view' ? message.view : undefined,
        look: 'look' in state ? readLook(state.look) : firstLook,
      }
    },
    keep: (view, look) => {
      if (waiting === undefined) setTimeout(write, 1000)
      waiting = { view, look }
    },
  }

  function write() {
    if (waiting !== undefined) api.setState(waiting)
    waiting = undefined
  }
}
