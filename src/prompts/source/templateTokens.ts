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
}

/** All opaque tokens as written, in order. */
export const tokensIn = (syntax: Syntax, text: string): readonly string[] => text.match(syntax.opaque) ?? []

/** The placeholders that a case fills, as written, each once. */
export const placeholderTokens = (syntax: Syntax, text: string): readonly string[] => [
  ...new Set(
    Array.from(text.matchAll(syntax.placeholder)).flatMap(match => (nameIn(match) === undefined ? [] : [match[0]])),
  ),
]

/** Names of the placeholders, each once, in order of first appearance. */
export function placeholdersIn(syntax: Syntax, text: string): readonly string[] {
  const names = Array.from(text.matchAll(syntax.placeholder), nameIn)
  return [...new Set(names.filter(name => name !== undefined))]
}

/**
 * Fills all placeholders in one pass, so a value that itself contains `{{…}}` stays as it is; unknown names stay too.
 */
export function fillIn(syntax: Syntax, text: string, vars: Readonly<Record<string, string>>): string {
  let filled = ''
  let end = 0
  for (const match of text.matchAll(syntax.placeholder)) {
    const [token] = match
    const name = nameIn(match)
    const value = name === undefined ? syntax.constant?.(token) : Object.hasOwn(vars, name) ? vars[name] : undefined
    filled += text.slice(end, match.index) + (value ?? token)
    end = match.index + token.length
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
  const understood = text.matchAll(syntax.placeholder)
  let [start, end] = [0, 0]
  for (const { 0: token, index } of text.matchAll(syntax.opaque)) {
    while (end <= index) {
      const { value } = understood.next()
      start = value?.index ?? text.length
      end = start + (value?.[0].length ?? 1)
    }
    const within = start <= index && index + token.length <= end
    if (!within && syntax.evaluated.test(token)) return { token, at: index }
  }
  return undefined
}

const nameIn = (match: RegExpExecArray): string | undefined => match.slice(1).find(group => group !== undefined)
