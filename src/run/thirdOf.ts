import type { Caps } from '../models/usage.ts'
import { failure, type Outcome, success } from '../problem/outcome.ts'

/**
 * What each of the three parts of a command may spend, so that together they keep within its caps. Fails if that is less
 * than a request or a token for each.
 */
export function thirdOf({ calls, tokens, usd, minutes }: Caps): Outcome<Caps> {
  const tooFew = [calls, tokens].find(cap => cap !== undefined && cap < 3)
  if (tooFew !== undefined) {
    const detail = `the command has three parts, and a cap of ${tooFew} ${tooFew === calls ? 'requests' : 'tokens'} leaves nothing for one of them`
    return failure({ code: 'bad-combination', detail })
  }
  return success({
    ...(calls !== undefined && { calls: Math.floor(calls / 3) }),
    ...(tokens !== undefined && { tokens: Math.floor(tokens / 3) }),
    ...(usd !== undefined && { usd: usd / 3 }),
    ...(minutes !== undefined && { minutes: minutes / 3 }),
  })
}
