import type { Cursor } from './cursor.ts'

/**
 * The cursor in JSON, or in a flow collection of YAML, which may omit quotes. `base` is the path of the whole text. The
 * text is read to its end, so that the keys after the cursor are known too.
 */
export function flowCursor(text: string, offset: number, base: readonly string[]): Cursor | undefined {
  const stack: Frame[] = []
  let found: { frame: Frame | undefined; path: readonly string[]; at: Cursor['at']; word: Token } | undefined
  const seen = (word: Token, isKey: boolean) => {
    const frame = stack.at(-1)
    const at = isKey ? 'key' : 'value'
    const here = frame?.kind === '[' ? ['[]'] : at === 'value' && frame?.key !== undefined ? [frame.key] : []
    found = { frame, path: [...pathOf(stack, base), ...here], at, word }
  }

  for (const token of tokens(text)) {
    const top = stack.at(-1)
    const awaitsKey = top?.kind === '{' && !top.hasColon
    // Between two tokens, an empty word is being typed.
    if (found === undefined && token.start >= offset && !(token.isWord && token.start === offset))
      seen({ ...token, text: '', start: offset, end: offset, isWord: true, quoted: false }, awaitsKey)
    if (found === undefined && token.isWord && offset <= token.end) seen(token, awaitsKey)
    if (token.isWord) {
      if (awaitsKey) {
        top.key = token.text
        top.keys.push(token.text)
      }
    } else if (token.text === ':') {
      if (top) top.hasColon = true
    } else if (token.text === ',') {
      if (top) Object.assign(top, { key: undefined, hasColon: false })
    } else if (token.text === '{' || token.text === '[') {
      stack.push({ kind: token.text, key: undefined, hasColon: false, keys: [] })
    } else stack.pop()
  }
  if (found === undefined) {
    const top = stack.at(-1)
    const nothing = { text: '', start: offset, end: offset, isWord: true, quoted: false }
    seen(nothing, top?.kind === '{' && !top.hasColon)
  }
  if (found === undefined) return undefined
  const { frame, path, at, word } = found
  const own = word.text === '' ? -1 : (frame?.keys.indexOf(word.text) ?? -1)
  return {
    path,
    at,
    keys: (frame?.keys ?? []).filter((_, index) => at === 'value' || index !== own),
    start: word.start,
    end: word.end,
    quoted: word.quoted,
    hasColon: /^["']?\s*:/.test(text.slice(word.end)),
  }
}

interface Frame {
  readonly kind: string
  /** The key whose value is being read. */
  key: string | undefined
  hasColon: boolean
  readonly keys: string[]
}

interface Token {
  readonly text: string
  /** The start of the word itself, without quotes. */
  readonly start: number
  readonly end: number
  readonly isWord: boolean
  readonly quoted: boolean
}

const pathOf = (stack: readonly Frame[], base: readonly string[]): string[] => [
  ...base,
  ...stack.slice(0, -1).flatMap(({ kind, key }) => (kind === '[' ? ['[]'] : key === undefined ? [] : [key])),
]

/** Quoted words, possibly without their closing quote; punctuation; and words without quotes. */
function* tokens(text: string): Generator<Token, undefined> {
  for (const { 0: whole, 1: quote, index } of text.matchAll(
    /(")(?:[^"\\\n]|\\.)*"?|(?:')(?:[^'\n])*'?|[{}[\],:]|[^\s{}[\],:"']+/g,
  )) {
    const quoted = quote !== undefined || whole.startsWith("'")
    const closed = quoted && whole.length > 1 && whole.endsWith(whole[0] ?? '')
    const start = index + (quoted ? 1 : 0)
    const end = index + whole.length - (closed ? 1 : 0)
    yield { text: text.slice(start, end), start, end, isWord: quoted || !/^[{}[\],:]$/.test(whole), quoted }
  }
}
