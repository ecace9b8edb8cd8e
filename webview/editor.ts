import type { FromPage } from '../src/protocol/page.ts'
import { firstLook, type Look, readLook } from './chart/look.ts'

/** The one thing that the editor gives to a page, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void
  getState(): unknown
  setState(state: Kept): void
}

/**
 * What a page leaves behind when it is hidden: which run it shows, which the host needs to fill it after a reload, and
 * what the user looked at. The run itself stays with the host, so that what is kept does not grow with it.
 */
interface Kept {
  readonly runId: string
  readonly look: Look
}

export interface Editor {
  post(message: FromPage): void
  /** What the user looked at when the page was here before. */
  restore(): Look
  keep(runId: string, look: Look): void
}

export function connectEditor(): Editor {
  const api = acquireVsCodeApi()
  return {
    post: message => api.postMessage(message),
    restore: () => {
      const state = api.getState()
      return typeof state === 'object' && state !== null && 'look' in state ? readLook(state.look) : firstLook
    },
    keep: (runId, look) => api.setState({ runId, look }),
  }
}
