import type { Problem } from '../problem/problem.ts'
import type { ModelSpec, Price, Tokens } from './model.ts'
import { type Role, roles } from './roles.ts'
import type { Caps } from './usage.ts'

export type Specs = Readonly<Partial<Record<Role, ModelSpec>>>
export type Prices = Readonly<Partial<Record<Role, Price>>>

const free: Price = { input: 0, output: 0 }

/** The price of a model in USD per million tokens; undefined if unknown. The demo model costs nothing. */
export const priceOf = (spec: ModelSpec): Price | undefined => spec.price ?? (spec.kind === 'demo' ? free : undefined)

export function pricesOf(specs: Specs): Prices {
  const prices: Partial<Record<Role, Price>> = {}
  for (const role of roles) {
    const price = specs[role] && priceOf(specs[role])
    if (price !== undefined) prices[role] = price
  }
  return prices
}

/** A cap in USD cannot be enforced for a model without a known price, so such a run is refused before it starts. */
export function priced(specs: Specs, caps: Caps): Problem | undefined {
  if (caps.usd === undefined) return undefined
  for (const role of roles) {
    const spec = specs[role]
    if (spec !== undefined && priceOf(spec) === undefined) return { code: 'no-price', model: spec.id }
  }
  return undefined
}

/** USD. */
export const costOf = (tokens: Tokens, price: Price): number =>
  (tokens.inputTokens * price.input + tokens.outputTokens * price.output) / 1e6
