import { type Deeds, noDeeds } from './deeds.ts'

/** How the command line of an agent is asked without a person at it. */
export interface AgentCommand {
  /**
   * The program and its arguments. `{prompt}` is the text of the skill, `{input}` what the user says, `{request}` both,
   * for agents that take no system prompt.
   */
  readonly command: readonly string[]
  /** What it gets on standard input, with the same names. */
  readonly input: string
  readonly reads: Reader
}

/** What an agent's output says; undefined if it cannot be read, and a text if the agent itself reports an error. */
type Reader = (output: string) => AgentAnswer | string | undefined

export interface AgentAnswer {
  readonly output: string
  readonly deeds: Deeds
  readonly tokens?: { readonly inputTokens: number; readonly outputTokens: number }
}

/**
 * Agents that answer on the command line, with their arguments as data, as their references had them in November 2026.
 * Each may change files in its working folder without asking, and nothing else is allowed to it here but what it allows
 * by itself; Copilot CLI has no such level, so all of its tools are allowed.
 */
export const agents = {
  claude: {
    command: [
      ...['claude', '-p', '--output-format', 'stream-json', '--verbose', '--permission-mode', 'acceptEdits'],
      ...['--append-system-prompt', '{prompt}'],
    ],
    input: '{input}',
    reads: readClaude,
  },
  codex: {
    command: ['codex', 'exec', '--json', '--skip-git-repo-check', '--sandbox', 'workspace-write', '-'],
    input: '{request}',
    reads: readCodex,
  },
  copilot: {
    command: ['copilot', '-s', '--no-ask-user', '--allow-all-tools', '-p', '{request}'],
    input: '',
    reads: output => (output.trim() === '' ? undefined : { output: output.trim(), deeds: noDeeds }),
  },
} as const satisfies Record<string, AgentCommand>

export type AgentName = keyof typeof agents

export const isAgentName = (name: string): name is AgentName => Object.hasOwn(agents, name)

/** A text with the parts of a request filled in. */
export const filledIn = (text: string, parts: { readonly prompt: string; readonly input: string }): string => {
  const all = new Map([...Object.entries(parts), ['request', [parts.prompt, parts.input].filter(Boolean).join('\n\n')]])
  return text.replace(/\{(prompt|input|request)\}/g, (_, name: string) => all.get(name) ?? '')
}

/** Events of Claude Code, a JSON document a line: messages with their parts, and the result with its usage. */
function readClaude(output: string): AgentAnswer | string | undefined {
  const tools: Deeds['tools'][number][] = []
  const skills: string[] = []
  const said: string[] = []
  for (const event of eventsIn(output)) {
    if (event.type === 'result') {
      const result = textOf(event.result)
      if (event.is_error === true) return result || textOf(event.subtype) || 'it reports an error'
      const usage = fieldsOf(event.usage)
      const input = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'].map(name =>
        countOf(usage[name]),
      )
      const tokens = { inputTokens: input.reduce((a, b) => a + b, 0), outputTokens: countOf(usage.output_tokens) }
      return { output: result, deeds: { tools, skills, files: {}, transcript: said.join('\n') }, tokens }
    }
    for (const part of listOf(fieldsOf(event.message).content)) {
      const { type, text, name, input } = fieldsOf(part)
      if (type === 'text') said.push(textOf(text))
      if (type !== 'tool_use') continue
      const given = JSON.stringify(input) ?? ''
      tools.push({ name: textOf(name), arguments: given })
      said.push(`[${textOf(name)} ${given}]`)
      const { skill, command } = fieldsOf(input)
      if (name === 'Skill') skills.push(textOf(skill) || textOf(command))
    }
  }
  return undefined
}

/** Events of Codex, a JSON document a line: items as they are completed, and the usage of the turn. */
function readCodex(output: string): AgentAnswer | string | undefined {
  const tools: Deeds['tools'][number][] = []
  const said: string[] = []
  let last: string | undefined
  let tokens: AgentAnswer['tokens']
  for (const event of eventsIn(output)) {
    if (event.type === 'turn.failed' || event.type === 'error')
      return textOf(fieldsOf(event.error).message) || textOf(event.message) || 'it reports an error'
    if (event.type === 'turn.completed') {
      const usage = fieldsOf(event.usage)
      tokens = { inputTokens: countOf(usage.input_tokens), outputTokens: countOf(usage.output_tokens) }
    }
    if (event.type !== 'item.completed') continue
    const item = fieldsOf(event.item)
    const kind = textOf(item.type) || textOf(item.item_type)
    if (kind === 'agent_message' || kind === 'assistant_message') {
      last = textOf(item.text)
      said.push(last)
    } else if (kind === 'command_execution' || kind === 'file_change' || kind === 'mcp_tool_call') {
      const { id: _, type: __, item_type: ___, aggregated_output: ____, ...given } = item
      const name = kind === 'mcp_tool_call' ? textOf(item.tool) : kind === 'command_execution' ? 'shell' : kind
      tools.push({ name, arguments: JSON.stringify(given) })
      said.push(`[${name} ${textOf(item.command)}]\n${textOf(item.aggregated_output)}`)
    }
  }
  if (last === undefined) return undefined
  const deeds = { tools, skills: [], files: {}, transcript: said.join('\n') }
  return { output: last, deeds, ...(tokens && { tokens }) }
}

type Fields = Readonly<Record<string, unknown>>

/** Lines that are no JSON are notices between the events. */
function eventsIn(output: string): readonly Fields[] {
  return output.split('\n').flatMap(line => {
    try {
      return line.trim().startsWith('{') ? [fieldsOf(JSON.parse(line))] : []
    } catch {
      return []
    }
  })
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const countOf = (value: unknown): number => (typeof value === 'number' && value >= 0 ? Math.round(value) : 0)
