/** What counts as a placeholder in a template language, and what else in a text must not be reworded. */
export interface Syntax {
  /** Matches every opaque token; global. */
  readonly opaque: RegExp
  /**
   * Matches every placeholder that a case fills; global. The name is the first group that matched. A match without any
   * group has the same value in every case, given by `constant`.
   */
  readonly placeholder: RegExp
  readonly constant?: (token: string) => string
  /**
   * Recognises, by their start, the tokens that the language evaluates; if absent, everything but placeholders stays as
   * it is.
   */
  readonly evaluated?: RegExp
  /**
   * Openings of tokens that may span lines, each with its end. Without them a text of openings that never end would be
   * searched to its end for each of them.
   */
  readonly spans?: readonly (readonly [opening: string, end: string])[]
}

/** All opaque tokens as written, in order. */
export const tokensIn = (syntax: Syntax, text: string): readonly string[] =>
  Array.from(matchesOf(syntax, 'opaque', text), ({ token }) => token)

/** The placeholders that a case fills, as written, each once. */
export const placeholderTokens = (syntax: Syntax, text: string): readonly string[] => [
  ...new Set(
    Array.from(matchesOf(syntax, 'placeholder', text)).flatMap(({ name, token }) =>
      name === undefined ? [] : [token],
    ),
  ),
]

/** Names of the placeholders, each once, in order of first appearance. */
export function placeholdersIn(syntax: Syntax, text: string): readonly string[] {
  const names = Array.from(matchesOf(syntax, 'placeholder', text), ({ name }) => name)
  return [...new Set(names.filter(name => name !== undefined))]
}

/**
 * Fills all placeholders in one pass, so a value that itself contains `{{…}}` stays as it is; unknown names stay too.
 */
export function fillIn(syntax: Syntax, text: string, vars: Readonly<Record<string, string>>): string {
  let filled = ''
  let end = 0
  for (const { token, name, at } of matchesOf(syntax, 'placeholder', text)) {
    const value = name === undefined ? syntax.constant?.(token) : Object.hasOwn(vars, name) ? vars[name] : undefined
    filled += text.slice(end, at) + (value ?? token)
    end = at + token.length
  }
  return filled + text.slice(end)
}

/**
 * The first token that the language would evaluate and that is not just a placeholder or a comment, with its offset: a
 * condition, a loop, a filter, a call, an include. Filling does not evaluate it.
 */
export function logicIn(syntax: Syntax, text: string): { readonly token: string; readonly at: number } | undefined {
  if (syntax.evaluated === undefined) return undefined
  // Both sequences are in text order, so one pass is enough, however many there are.
  const understood = matchesOf(syntax, 'placeholder', text)
  let [start, end] = [0, 0]
  for (const { token, at } of matchesOf(syntax, 'opaque', text)) {
    while (end <= at) {
      const { value } = understood.next()
      start = value?.at ?? text.length
      end = start + (value?.token.length ?? 1)
    }
    const within = start <= at && at + token.length <= end
    if (!within && syntax.evaluated.test(token)) return { token, at }
  }
  return undefined
}

interface Match {
  readonly token: string
  readonly at: number
  /** The first group that matched. */
  readonly name: string | undefined
}

function* matchesOf(syntax: Syntax, kind: 'opaque' | 'placeholder', text: string): Generator<Match, undefined> {
  for (const match of withoutUnended(syntax, text).matchAll(syntax[kind])) {
    const { index: at } = match
    const name = match.slice(1).find(group => group !== undefined)
    yield { token: text.slice(at, at + match[0].length), at, name }
  }
}

/** The text with the last character of each opening that has no end replaced, at the same length. */
function withoutUnended({ spans = [] }: Syntax, text: string): string {
  let left = text
  for (const [opening, end] of spans) {
    const last = text.lastIndexOf(end)
    const from = last < 0 ? 0 : last
    if (text.includes(opening, from))
      left = left.slice(0, from) + left.slice(from).replaceAll(opening, setAside(opening))
  }
  return left
}

const setAside = (opening: string): string => opening.slice(0, -1) + (/[-*]$/.test(opening) ? unendedComment : unended)

/** Stands in an opening that is known to have no end; a character that nobody uses. */
export const unended = '\uE0FF'

/** The same in a comment, whose last sign is no part of another opening. */
const unendedComment = '\uE0FE'
