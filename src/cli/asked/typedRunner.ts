import { agents, isAgentName } from '../../models/command/agents.ts'
import type { ModelSpec } from '../../models/model.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Options } from './options.ts'

type Runner = Extract<ModelSpec, { readonly kind: 'command' }>

/** Seconds for one answer if nothing was typed. */
const standardSeconds = 600

/** The command that was typed to answer in place of a task model; undefined if none was. */
export function typedRunner(options: Options): Outcome<Runner | undefined> {
  const typed = options.text('runner')
  const seconds = options.text('runner-seconds')
  if (typed === undefined)
    return seconds === undefined
      ? success(undefined)
      : failure({ code: 'bad-combination', detail: '--runner-seconds is about a runner, and --runner names none' })
  const agent = isAgentName(typed) ? typed : undefined
  const command = agent ? agents[agent].command : commandIn(typed)
  if (command === undefined) {
    const expected = `${Object.keys(agents).join(', ')}, or a list as JSON, such as ["node", "agent.mjs"]: a program, then its arguments one by one`
    return failure({ code: 'bad-option', option: '--runner', value: typed, expected })
  }
  const limit = seconds === undefined ? standardSeconds : Number(seconds)
  if (!Number.isInteger(limit) || limit < 1 || limit > 86_400) {
    const expected = 'a whole number of seconds, 1 to 86400'
    return failure({ code: 'bad-option', option: '--runner-seconds', value: seconds ?? '', expected })
  }
  const name = command[0]?.split(/[\\/]/).at(-1) ?? ''
  return success({ kind: 'command', id: `runner:${name}`, command, ...(agent && { agent }), seconds: limit })
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
