/** What models do in a run; requests and costs are counted separately for each role. */
export const roles = ['task', 'optimizer', 'judge', 'embedding'] as const

export type Role = (typeof roles)[number]

/** The sum of one count over all roles, such as their calls or input tokens. */
export const total = <Count extends string>(
  usage: Readonly<Record<Role, Readonly<Record<Count, number>>>>,
  count: Count,
): number => roles.reduce((sum, role) => sum + usage[role][count], 0)
