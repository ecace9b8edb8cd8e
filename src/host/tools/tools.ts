import { type Disposable, type LanguageModelTool, lm } from 'vscode'
import { sentence } from '../../problem/sentences.ts'
import type { RunRequest } from '../../protocol/worker.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Features } from '../features.ts'
import { loadWork } from '../loadWork.ts'
import { once } from '../onDemand.ts'

/** Lets agents in the editor evaluate and optimize prompt files. */
export function registerTools(features: Features): Disposable {
  const registered = new Lifetime()
  registered.register(lm.registerTool('gpo_evaluatePrompt', loadedLate(features, 'evaluate')))
  registered.register(lm.registerTool('gpo_optimizePrompt', loadedLate(features, 'optimize')))
  return registered
}

function loadedLate(features: Features, kind: RunRequest['kind']): LanguageModelTool<unknown> {
  const tool = once(async () => (await loadWork())?.promptTool(features, kind))
  return {
    prepareInvocation: async (options, token) => (await tool())?.prepareInvocation?.(options, token),
    invoke: async (options, token) => {
      const loaded = await tool()
      // The agent is told too.
      if (loaded === undefined) throw new Error(sentence({ code: 'part-not-loaded' }))
      return loaded.invoke(options, token)
    },
  }
}
