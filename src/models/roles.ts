/** What models do in a run; what they are asked and what they cost is counted for each role. */
export const roles = ['task', 'optimizer', 'judge', 'embedding'] as const

export type Role = (typeof roles)[number]

/** What all roles together come to in one count: their calls, say, or their input tokens. */
export const total = <Count extends string>(
  usage: Readonly<Record<Role, Readonly<Record<Count, number>>>>,
  count: Count,
): number => roles.reduce((sum, role) => sum + usage[role][count], 0)
