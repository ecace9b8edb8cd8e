import type { Tokens } from '../../models/model.ts'
import { roles, total } from '../../models/roles.ts'
import type { Usage } from '../../models/usage.ts'
import { count, counted, dollars } from '../../text/numbers.ts'

/** What was spent, by role, without the roles that were not asked. */
export function spentText(usage: Usage): string {
  const asked = roles
    .filter(role => usage[role].calls + usage[role].cached > 0)
    .map(role => `${role} ${counted(usage[role].calls, 'request')} and ${count(usage[role].cached)} cached`)
  const tokens = `${count(total(usage, 'inputTokens'))} input and ${count(total(usage, 'outputTokens'))} output tokens`
  const broken = roles.reduce((sum, role) => sum + tokensOf(usage[role].broken), 0)
  const lost = broken === 0 ? [] : [`at most ${count(broken)} more in requests that broke off`]
  const cost = usage.usd === null ? 'cost unknown' : dollars(usage.usd)
  return `spent: ${[...asked, tokens, ...lost, cost].join(', ')}`
}

const tokensOf = (tokens: Tokens | undefined): number =>
  tokens === undefined ? 0 : tokens.inputTokens + tokens.outputTokens
