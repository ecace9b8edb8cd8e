/** What a template language calls a placeholder, and what else in a text must not be reworded. */
export interface Syntax {
  /** Every opaque token, global. */
  readonly opaque: RegExp
  /**
   * Every placeholder that a case fills, global; the name is the first group that took part. A match in which none did
   * is the same in every case, and `constant` says what it becomes.
   */
  readonly placeholder: RegExp
  readonly constant?: (token: string) => string
  /** Which tokens the language evaluates, by their beginning; where absent, what is no placeholder stays as it is. */
  readonly evaluated?: RegExp
}

/** Every opaque token as written, in order. */
export const tokensIn = (syntax: Syntax, text: string): readonly string[] => text.match(syntax.opaque) ?? []

/** The placeholders that a case fills, as they are written, each once. */
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

/** Fills every placeholder in one pass, so a value that itself holds `{{…}}` is left as it is; unknown names stay. */
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
 * The first token that the language evaluates and that is not a mere placeholder or comment, with its offset: a
 * condition, a loop, a filter, a call, a part from another file. Filling does not evaluate it.
 */
export function logicIn(syntax: Syntax, text: string): { readonly token: string; readonly at: number } | undefined {
  if (syntax.evaluated === undefined) return undefined
  // Both come in the order of the text, so that one look along it is enough, however many there are.
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
