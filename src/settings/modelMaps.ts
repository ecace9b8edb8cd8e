import { faultOfAddress } from '../models/address.ts'
import type { Price } from '../protocol/worker.ts'
import { declared } from './declared.ts'

/** Reports an entry that cannot be used, with what is expected instead. */
export type Refuse = (name: string, value: unknown, expected: string) => void

/** The addresses in `gpo.endpoints`, by provider name. */
export function readEndpoints(raw: unknown, refuse: Refuse): Readonly<Record<string, string>> {
  const endpoints: Record<string, string> = nothing()
  for (const [name, value] of Object.entries(isObject(raw) ? raw : {})) {
    const baseUrl = isObject(value) ? value.baseUrl : undefined
    if (typeof baseUrl === 'string' && faultOfAddress(baseUrl) === undefined)
      endpoints[name] = baseUrl.replace(/\/+$/, '')
    // The faulty part of an address may be a key, so the address is not shown.
    else refuse(`endpoints.${name}`, '…', 'a baseUrl: an http or https URL, without a user, a password and a ?')
  }
  return endpoints
}

/** The endpoints in the default settings, which every terminal knows too. */
export const shippedEndpoints = (): Readonly<Record<string, string>> =>
  readEndpoints(declared('endpoints').default, () => undefined)

/** The prices in `gpo.prices`, by model name. */
export function readPrices(raw: unknown, refuse: Refuse): Readonly<Record<string, Price>> {
  const prices: Record<string, Price> = nothing()
  for (const [model, value] of Object.entries(isObject(raw) ? raw : {})) {
    const input = isObject(value) ? value.input : undefined
    const output = isObject(value) ? value.output : undefined
    if (isPrice(input) && isPrice(output)) prices[model] = { input, output }
    else refuse(`prices.${model}`, value, 'input and output in USD per million tokens')
  }
  return prices
}

/** A record without inherited properties: `constructor` must not look like an endpoint. */
const nothing = (): Record<string, never> => Object.create(null)

const isPrice = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
