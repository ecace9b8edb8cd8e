import type { Problem } from '../../problem/problem.ts'

/** What a language model of the editor threw, as far as an error survives the way from one extension to another. */
export interface EditorFailure {
  readonly problem: Problem
  /** Whether the model was not asked at all, so that nothing was spent. */
  readonly isRefusal: boolean
}

/**
 * Reads what was thrown. VS Code gives its own errors a code; other extensions give theirs a name, as Copilot does for
 * its quota and rate limits; some have only a message.
 */
export function readEditorError(model: string, error: unknown): EditorFailure {
  const endpoint = `VS Code's model ${model}`
  const said = saidBy(error)
  const detail = said.message || said.kinds.join(' ') || 'without a reason'
  const refusal = (problem: Problem): EditorFailure => ({ problem, isRefusal: true })
  const is = (kind: RegExp) => said.kinds.some(found => kind.test(found))
  if (is(/^NoPermissions$/)) return refusal({ code: 'not-allowed', endpoint })
  if (is(/^NotFound$/)) return refusal({ code: 'model-gone', model: `vscode:${model}`, known: [] })
  if (is(/quota/i) || /\bquota\b|allowance (is )?(used|exhausted)/i.test(said.message))
    return refusal({ code: 'quota-used', endpoint, detail })
  if (is(/rate.?limit/i) || /rate.?limit|too many requests/i.test(said.message)) {
    const seconds = secondsIn(said.message)
    return refusal({ code: 'rate-limited', endpoint, detail, ...(seconds !== undefined && { seconds }) })
  }
  if (is(/^Blocked$/)) return refusal({ code: 'editor-blocks', endpoint, detail })
  if (is(/filter/i) || /content filter|filtered|responsible ai/i.test(said.message))
    return refusal({ code: 'refused-by-filter', endpoint, detail })
  if (isAboutTemperature(said.message) || isAboutTools(said.message))
    return refusal({ code: 'bad-request', endpoint, detail })
  if (/too (long|large|many tokens)|context (length|window)|exceeds? .*(token|length)|token limit/i.test(said.message))
    return refusal({ code: 'too-long', endpoint, detail })
  return { problem: { code: 'editor-fails', endpoint, detail }, isRefusal: false }
}

/** Whether a request was rejected because of its temperature, which can be left out. */
export const isAboutTemperature = (message: string): boolean =>
  /\btemperature\b/i.test(message) && /unsupported|not support|only|must|invalid|not allowed/i.test(message)

/** Whether a request was rejected because the model has no tools. */
export const isAboutTools = (message: string): boolean =>
  /\btools?\b|\bfunction call/i.test(message) &&
  /unsupported|not support|cannot|not (?:allowed|available)/i.test(message)

interface Said {
  /** Codes and names of the error itself and of its causes. */
  readonly kinds: readonly string[]
  readonly message: string
}

function saidBy(error: unknown): Said {
  if (typeof error === 'string') return { kinds: [], message: error }
  if (typeof error !== 'object' || error === null) return { kinds: [], message: '' }
  const text = (name: string): string => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? value : ''
  }
  const cause = saidBy(Reflect.get(error, 'cause'))
  const own = [text('code'), text('name')].filter(
    kind => kind !== '' && kind !== 'Error' && kind !== 'LanguageModelError',
  )
  return { kinds: [...own, ...cause.kinds], message: text('message') || cause.message }
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

/** The waiting time in a message, in seconds. */
export function secondsIn(message: string): number | undefined {
  const found = /(\d+(?:\.\d+)?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b/i.exec(message)
  const unit = found?.[2]?.[0]?.toLowerCase()
  return found === null || unit === undefined ? undefined : Math.ceil(Number(found[1]) * (units[unit] ?? 1))
}
