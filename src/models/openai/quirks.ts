import type { ChatPart } from '../ask.ts'

/** How one model's endpoint wants its requests; learned from what it rejects, and kept for the process. */
export interface Quirks {
  readonly limit: 'max_tokens' | 'max_completion_tokens'
  /** Optional fields that it rejects and that are left out from then on. */
  readonly without: ReadonlySet<'n' | 'temperature' | 'seed'>
}

export const noQuirks: Quirks = { limit: 'max_tokens', without: new Set() }

/** The sampling fields of a request, in the words this endpoint understands. */
export const samplingFields = (request: ChatPart, quirks: Quirks) => ({
  [quirks.limit]: request.maxTokens,
  ...(quirks.without.has('temperature') ? {} : { temperature: request.temperature }),
  ...(quirks.without.has('n') || request.n === 1 ? {} : { n: request.n }),
  ...(quirks.without.has('seed') || request.seed === undefined ? {} : { seed: request.seed }),
})

/** What an endpoint's rejection (status 400 or 422) teaches, or undefined where it is about something else. */
export function learn(quirks: Quirks, rejection: Rejection): Quirks | undefined {
  const { param, message } = rejection
  if (message.includes('max_completion_tokens') || (param === 'max_tokens' && saysUnsupported(rejection)))
    return quirks.limit === 'max_tokens' ? { ...quirks, limit: 'max_completion_tokens' } : undefined
  if (!saysUnsupported(rejection)) return undefined
  const field = (['temperature', 'seed', 'n'] as const).find(
    name => param === name || (param === undefined && names(message, name)),
  )
  if (field === undefined || quirks.without.has(field)) return undefined
  return { ...quirks, without: new Set([...quirks.without, field]) }
}

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

/** A name of one letter counts only where it is quoted or stands before a condition. */
const names = (message: string, field: string): boolean =>
  field.length > 1
    ? new RegExp(`\\b${field}\\b`).test(message)
    : new RegExp(`['"\`]${field}['"\`]|(^|[\\s.])${field}\\s*(:|>|=|must)`).test(message)
