import type { FromHealthPage } from '../src/protocol/healthPage.ts'
import type { FromPage } from '../src/protocol/page.ts'
import type { FromRoutingPage } from '../src/protocol/routingPage.ts'
import { firstLook, type Look, readLook } from './chart/look.ts'

/** The API that the editor gives to a page, only once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage | FromRoutingPage | FromHealthPage): void
  getState(): unknown
  setState(state: Kept | KeptCatalogue | KeptPrompt): void
}

/**
 * What a page stores when it is hidden: which run it shows, which the host needs to fill it after a reload, and what
 * the user looked at. The run itself stays with the host, so the stored data does not grow.
 */
interface Kept {
  readonly runId: string
  readonly look: Look
}

/** The same for a page that shows a routing. */
interface KeptCatalogue {
  readonly root: string
}

/** The same for a page about the cases of a prompt. */
interface KeptPrompt {
  readonly prompt: string
}

export interface Editor {
  post(message: FromPage | FromRoutingPage | FromHealthPage): void
  /** What the user looked at when the page was last open. */
  restore(): Look
  keep(runId: string, look: Look): void
  keepCatalogue(root: string): void
  keepPrompt(prompt: string): void
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
    keepCatalogue: root => api.setState({ root }),
    keepPrompt: prompt => api.setState({ prompt }),
  }
}
