import type { Caps } from '../models/usage.ts'

/** What each of three parts of a command may spend. */
export const thirdOf = ({ calls, tokens, usd, minutes }: Caps): Caps => ({
  ...(calls !== undefined && { calls: Math.max(1, Math.floor(calls / 3)) }),
  ...(tokens !== undefined && { tokens: Math.max(1, Math.floor(tokens / 3)) }),
  ...(usd !== undefined && { usd: usd / 3 }),
  ...(minutes !== undefined && { minutes: minutes / 3 }),
})
