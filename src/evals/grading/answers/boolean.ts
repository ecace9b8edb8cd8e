import type { Conclusion } from './conclusion.ts'

/** True, yes and valid mean one thing; false, no and invalid the other. */
const values: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  valid: true,
  '1': true,
  false: false,
  no: false,
  invalid: false,
  '0': false,
}

/** Words that count only if they are the whole answer; in a sentence they may be about something else. */
const alone: Readonly<Record<string, boolean>> = {
  ...values,
  correct: true,
  yep: true,
  yeah: true,
  incorrect: false,
  untrue: false,
  nope: false,
}

/** The meaning of a text that consists of one such word; undefined for any other text. */
export const parseBoolean = (text: string): boolean | undefined => {
  const word = /^\W*(\w+)\W*$/.exec(text)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(alone, word) ? alone[word] : undefined
}

/**
 * The verdict of a reply. An answer may begin with its verdict and then explain it ("Yes, because …"); otherwise the
 * last verdict counts. Undefined if there is no verdict, or only "true or false".
 */
export function booleanIn({ whole, final }: Conclusion): boolean | undefined {
  if (final !== undefined) {
    const exact = parseBoolean(final) ?? parseBoolean(final.split(/\n/)[0] ?? '')
    if (exact !== undefined) return exact
    if (bothNamed.test(final.split(/[.\n]/)[0] ?? '')) return undefined
    const stated = verdicts(final)[0]
    if (stated !== undefined) return stated
  }
  return parseBoolean(whole) ?? leading(whole) ?? verdicts(whole).at(-1)
}

const bothNamed =
  /\b(?:true\s+(?:or|and|\/)\s+false|false\s+or\s+true|yes\s+or\s+no|no\s+or\s+yes|(?:in)?valid\s+or\s+(?:in)?valid)\b[^=]*$/i

/**
 * Yes or no at the start of a reply is its verdict. True and valid also open ordinary sentences, so they need a reason
 * after them.
 */
function leading(text: string): boolean | undefined {
  const match =
    /^\W*(yes|no)\b(?=\s*(?:[.,;:!\n\u2014\u2013-]|because\b|since\b|as\b|it\b|the\b|$))/i.exec(text) ??
    /^\W*(true|false|valid|invalid)\b(?=\s*[.,;:\u2014\u2013-]?\s*(?:because|since|as|the reason)\b)/i.exec(text)
  return match ? values[match[1]?.toLowerCase() ?? ''] : undefined
}

/**
 * Every verdict in order, inverted if it is negated. "No" counts only at the end of a clause: before a noun it says
 * nothing about the question.
 */
function verdicts(text: string): boolean[] {
  const words =
    /((?:\b(?:not|never|cannot)|n't)\s+(?:(?:be|a|an|\w+ly)\s+)*(?:\(\s*)?)?\b(true|false|valid|invalid|yes|no)\b(?![-'])/gi
  return [...text.matchAll(words)].flatMap(match => {
    const word = match[2]?.toLowerCase() ?? ''
    const rest = text.slice(match.index + match[0].length)
    const value = values[word]
    if (value === undefined) return []
    if (word === 'no' && !/^\s*(?:$|[.,;:!?)"'\n]|because\b|since\b|as\b)/i.test(rest)) return []
    return [match[1] ? !value : value]
  })
}
