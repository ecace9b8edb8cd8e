/** The longest description of a skill or a custom agent that every agent accepts, in characters (agentskills specification). */
export const longestDescription = 1024
