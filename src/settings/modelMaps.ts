import { faultOfAddress } from '../models/address.ts'
import type { Price } from '../protocol/worker.ts'
import { declared } from './declared.ts'

/** Takes an entry that cannot be used, with what is wanted in its place. */
export type Refuse = (name: string, value: unknown, expected: string) => void

/** The addresses of `gpo.endpoints` by the name of their provider. */
export function readEndpoints(raw: unknown, refuse: Refuse): Readonly<Record<string, string>> {
  const endpoints: Record<string, string> = nothing()
  for (const [name, value] of Object.entries(isObject(raw) ? raw : {})) {
    const baseUrl = isObject(value) ? value.baseUrl : undefined
    if (typeof baseUrl === 'string' && faultOfAddress(baseUrl) === undefined)
      endpoints[name] = baseUrl.replace(/\/+$/, '')
    // What is wrong with an address may be a key in it, so it is not shown again.
    else refuse(`endpoints.${name}`, '…', 'a baseUrl: an http or https URL, without a user, a password and a ?')
  }
  return endpoints
}

/** The endpoints that the settings ship with, which every user's terminal knows too. */
export const shippedEndpoints = (): Readonly<Record<string, string>> =>
  readEndpoints(declared('endpoints').default, () => undefined)

/** The prices of `gpo.prices` by the name of their model. */
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

/** A record that inherits nothing: `constructor` is the name of no endpoint. */
const nothing = (): Record<string, never> => Object.create(null)

const isPrice = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
