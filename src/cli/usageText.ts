import type { Usage } from '../models/usage.ts'

/** What was spent, by role, leaving out the roles that were not asked. */
export function usageText(usage: Usage): string {
  const roles = (['task', 'optimizer', 'judge', 'embedding'] as const)
    .filter(role => usage[role].calls + usage[role].cached > 0)
    .map(role => `${role} ${usage[role].calls} requests and ${usage[role].cached} cached`)
  const tokens = ['task', 'optimizer', 'judge', 'embedding'] as const
  const sum = (kind: 'inputTokens' | 'outputTokens'): number =>
    tokens.reduce((total, role) => total + usage[role][kind], 0)
  const cost = usage.usd === null ? 'cost unknown' : `${usage.usd.toFixed(4)} USD`
  return `spent: ${[...roles, `${sum('inputTokens')} input and ${sum('outputTokens')} output tokens`, cost].join(', ')}`
}
