import type { ChatPart } from '../ask.ts'
import { argumentsOf, type OfferedTool } from '../offeredTool.ts'

/** How the endpoint of one model wants its requests; learned from its rejections, and kept while the process runs. */
export interface Quirks {
  readonly limit: 'max_tokens' | 'max_completion_tokens'
  /** Optional fields that it rejects and that are no longer sent. */
  readonly without: ReadonlySet<'n' | 'temperature' | 'seed' | 'tools' | 'tool_choice'>
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

/** What an endpoint's rejection (status 400 or 422) teaches; undefined if it is about something else. */
export function learn(quirks: Quirks, rejection: Rejection): Quirks | undefined {
  const { param, message } = rejection
  if (message.includes('max_completion_tokens') || (param === 'max_tokens' && saysUnsupported(rejection)))
    return quirks.limit === 'max_tokens' ? { ...quirks, limit: 'max_completion_tokens' } : undefined
  const isAboutTools = isRejectionOfTools(message)
  if (!isAboutTools && !saysUnsupported(rejection)) return undefined
  const field =
    (['tool_choice', 'temperature', 'seed', 'n'] as const).find(
      name => param === name || (param === undefined && names(message, name)),
    ) ?? (isAboutTools ? 'tools' : undefined)
  if (field === undefined || quirks.without.has(field)) return undefined
  return { ...quirks, without: new Set([...quirks.without, field]) }
}

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
