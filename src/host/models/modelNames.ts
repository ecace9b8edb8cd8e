import { isLocal } from '../../models/address.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { ModelSpec, Price } from '../../protocol/worker.ts'

/**
 * The model that a name in the settings means: `demo`, `vscode:vendor/family`, or `provider:model` for a provider with
 * an endpoint.
 */
export function modelOf(
  name: string,
  endpoints: Readonly<Record<string, string>>,
  prices: Readonly<Record<string, Price>>,
): Outcome<ModelSpec> {
  const price = prices[name]
  const priced = price === undefined ? {} : { price }
  if (name === '') return failure({ code: 'no-model' })
  if (name === 'demo') return success({ kind: 'demo', id: 'demo', ...priced })
  const colon = name.indexOf(':')
  const provider = name.slice(0, Math.max(colon, 0))
  const model = name.slice(colon + 1)
  if (provider === 'vscode' && model !== '') return success({ kind: 'vscode', id: name, model, ...priced })
  const baseUrl = endpoints[provider]
  if (baseUrl === undefined || model === '') {
    const known = ['demo', 'vscode:vendor/family', ...Object.keys(endpoints).map(name => `${name}:model`)]
    return failure({ code: 'unknown-model', model: name, known })
  }
  return success({ kind: 'openai', id: name, provider, model, baseUrl, ...priced })
}

/** Whether each request to the model may cost the user money. */
export const isPaid = (spec: ModelSpec): boolean =>
  spec.kind === 'vscode' || spec.kind === 'command' || (spec.kind === 'openai' && !isLocal(spec.baseUrl))
