import type { ChatPart } from '../ask.ts'
import type { Message } from '../model.ts'
import { argumentsOf, type OfferedTool } from '../offeredTool.ts'

/** How the endpoint of one model wants its requests; learned from its rejections, and kept while the process runs. */
export interface Quirks {
  readonly limit: 'max_tokens' | 'max_completion_tokens'
  /** Optional fields that it rejects and that are no longer sent; `system` is the role of a message. */
  readonly without: ReadonlySet<'n' | 'temperature' | 'seed' | 'tools' | 'tool_choice' | 'system'>
}

export const noQuirks: Quirks = { limit: 'max_tokens', without: new Set() }

/** The optional fields of a request, by the names that this endpoint accepts. */
export const optionalFields = (request: ChatPart, quirks: Quirks) => ({
  [quirks.limit]: request.maxTokens,
  ...(quirks.without.has('temperature') ? {} : { temperature: request.temperature }),
  ...(quirks.without.has('n') || request.n === 1 ? {} : { n: request.n }),
  ...(quirks.without.has('seed') || request.seed === undefined ? {} : { seed: request.seed }),
  ...(quirks.without.has('tools') || request.tool === undefined ? {} : toolFields(request.tool, quirks)),
})

const toolFields = (tool: OfferedTool, { without }: Quirks) => ({
  tools: [
    {
      type: 'function',
      function: { name: tool.name, description: tool.description, parameters: argumentsOf(tool) },
    },
  ],
  ...(!without.has('tool_choice') && { tool_choice: 'required' }),
})

/** The messages as this endpoint accepts them: without a system role, its text begins the user's message that follows. */
export function acceptedMessages(messages: readonly Message[], { without }: Quirks): readonly Message[] {
  if (!without.has('system')) return messages
  const accepted: Message[] = []
  let before = ''
  for (const { role, content } of messages) {
    if (before !== '' && role === 'assistant') accepted.push({ role: 'user', content: before })
    if (role !== 'system')
      accepted.push({ role, content: role === 'user' && before !== '' ? `${before}\n\n${content}` : content })
    before = role !== 'system' ? '' : before === '' ? content : `${before}\n\n${content}`
  }
  return before === '' ? accepted : [...accepted, { role: 'user', content: before }]
}

/** What an endpoint's rejection (status 400 or 422) teaches; undefined if it is about something else. */
export function learn(quirks: Quirks, rejection: Rejection): Quirks | undefined {
  const { param, message } = rejection
  if (message.includes('max_completion_tokens') || (param === 'max_tokens' && saysUnsupported(rejection)))
    return quirks.limit === 'max_tokens' ? { ...quirks, limit: 'max_completion_tokens' } : undefined
  const isAboutTools = isRejectionOfTools(message)
  const isAboutSystem = isRejectionOfSystem(message)
  if (!isAboutTools && !isAboutSystem && !saysUnsupported(rejection)) return undefined
  const field =
    (['tool_choice', 'temperature', 'seed', 'n'] as const).find(
      name => param === name || (param === undefined && names(message, name)),
    ) ?? (isAboutSystem ? 'system' : isAboutTools ? 'tools' : undefined)
  return field === undefined ? undefined : without(quirks, field)
}

type Field = Parameters<Quirks['without']['has']>[0]

const without = (quirks: Quirks, field: Field): Quirks | undefined =>
  quirks.without.has(field) ? undefined : { ...quirks, without: new Set([...quirks.without, field]) }

/** Whether a message says that a model has no system role. Servers that fill templates send it with status 500. */
export const isRejectionOfSystem = (message: string): boolean =>
  /\b(?:system(?: (?:role|message|prompt|instruction)s?)?|developer instructions?)['"`]? (?:(?:is|are|was) )?(?:not (?:supported|enabled|available|permitted|allowed)|unsupported)\b/i.test(
    message,
  ) ||
  /(?:not support|unsupported)(?: (?:a|any|the|roles?|value):?)* ['"`]?system\b|only user and assistant roles/i.test(
    message,
  )

/**
 * Whether a message says that a model has no tools. Servers send it with very different statuses: 400, 404 where no
 * provider of the model has them, 500 where they were not switched on.
 */
export const isRejectionOfTools = (message: string): boolean =>
  /\b(?:tools?|tool[_ ](?:use|choice|calls?|calling)|functions?|function calling)\b/i.test(message) &&
  /unsupported|not support|requires?\b|not (?:enabled|available|permitted|allowed)|unknown|unrecogni[sz]ed|no endpoints|extra/i.test(
    message,
  )

export interface Rejection {
  readonly param: string | undefined
  readonly code: string | undefined
  readonly message: string
}

const saysUnsupported = ({ code, message }: Rejection): boolean =>
  /^(unsupported|unknown)_/.test(code ?? '') ||
  /unsupported|not support|unknown|unrecogni[sz]ed|unexpected|not (permitted|allowed)|extra|must be|only /i.test(
    message,
  )

/** A field name of one letter counts only in quotes or before a condition. */
const names = (message: string, field: string): boolean =>
  field.length > 1
    ? new RegExp(`\\b${field}\\b`).test(message)
    : new RegExp(`['"\`]${field}['"\`]|(^|[\\s.])${field}\\s*(:|>|=|must)`).test(message)
