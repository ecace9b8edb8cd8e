import type { ModelSpec } from '../model.ts'
import { type AgentName, agents, isAgentName } from './agents.ts'

export type RunnerSpec = Extract<ModelSpec, { readonly kind: 'command' }>

/** Seconds for one answer if nothing else is wanted. */
const standardSeconds = 600

/** What a user may name as a runner. */
export const runnerNames = `${Object.keys(agents).join(', ')}, or a list as JSON, such as ["node", "agent.mjs"]: a program, then its arguments one by one`

/** The runner that a user names: one of the known agents, or a command as a list in JSON. Undefined if it is neither. */
export function readRunner(typed: string, seconds = standardSeconds): RunnerSpec | undefined {
  const agent: AgentName | undefined = isAgentName(typed) ? typed : undefined
  const command = agent ? agents[agent].command : commandIn(typed)
  if (command === undefined) return undefined
  const name = command[0]?.split(/[\\/]/).at(-1) ?? ''
  return { kind: 'command', id: `runner:${name}`, command, ...(agent && { agent }), seconds }
}

function commandIn(typed: string): readonly string[] | undefined {
  try {
    const raw: unknown = JSON.parse(typed)
    if (!Array.isArray(raw) || raw.length === 0) return undefined
    const parts = raw.filter(part => typeof part === 'string')
    return parts.length === raw.length && parts[0] !== '' ? parts : undefined
  } catch {
    return undefined
  }
}
