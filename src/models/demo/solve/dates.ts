/**
 * The date that a question asks for, as MM/DD/YYYY, if it states today's date plainly; otherwise undefined. "Today is
 * Sep 9, 1909. What is the date one week from today in MM/DD/YYYY?"
 */
export function askedDate(text: string): string | undefined {
  const today = statedDate(text)
  if (today === undefined) return undefined
  const [, offset = ''] = /what is the date (.+?)(?: in MM\/DD\/YYYY)?\?/i.exec(text) ?? []
  const shift = offsets.find(([pattern]) => pattern.test(offset))?.[1]
  if (shift === undefined) return undefined
  const { days = 0, months = 0, years = 0 } = shift
  // "Tomorrow is …" and "yesterday was …" give the day after or before today.
  const neighbour = /\b(tomorrow|yesterday)\b[^.?]{0,12}\d/i.exec(text)?.[1]?.toLowerCase()
  const own = neighbour === 'tomorrow' ? -1 : neighbour === 'yesterday' ? 1 : 0
  const start = new Date(today)
  start.setUTCDate(start.getUTCDate() + own)
  const date = new Date(
    Date.UTC(start.getUTCFullYear() + years, start.getUTCMonth() + months, start.getUTCDate() + days),
  )
  const part = (value: number): string => String(value).padStart(2, '0')
  return `${part(date.getUTCMonth() + 1)}/${part(date.getUTCDate())}/${date.getUTCFullYear()}`
}

interface Shift {
  readonly days?: number
  readonly months?: number
  readonly years?: number
}

const offsets: readonly (readonly [RegExp, Shift])[] = [
  [/one week ago/i, { days: -7 }],
  [/(one week from|a week from|in a week)/i, { days: 7 }],
  [/(a month ago|one month ago)/i, { months: -1 }],
  [/(a year ago|one year ago)/i, { years: -1 }],
  [/24 hours later|tomorrow/i, { days: 1 }],
  [/10 days ago/i, { days: -10 }],
  [/yesterday/i, { days: -1 }],
  [/today/i, {}],
]

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

function statedDate(text: string): number | undefined {
  const numeric = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text.split('?')[0] ?? '')
  if (numeric !== null) return Date.UTC(Number(numeric[3]), Number(numeric[1]) - 1, Number(numeric[2]))
  const named = /\b([A-Z][a-z]{2})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/.exec(text)
  const month = months.indexOf(named?.[1]?.toLowerCase() ?? '')
  if (named !== null && month >= 0) return Date.UTC(Number(named[3]), month, Number(named[2]))
  return undefined
}
