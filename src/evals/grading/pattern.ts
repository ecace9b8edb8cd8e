/**
 * The regular expression, or the reason why it is invalid. Uses Unicode mode if the pattern is valid in it, and flags
 * at its start, such as `(?i)`, which Go, Python and .NET read and JavaScript does not. `plain` is JavaScript alone.
 */
export function compile(pattern: string, ignoreCase: boolean, plain = false): RegExp | string {
  const inline = plain ? null : /^\(\?([ims]+)\)/.exec(pattern)
  const own = pattern.slice(inline?.[0].length ?? 0)
  const flags = [...new Set(`${ignoreCase ? 'i' : ''}${inline?.[1] ?? ''}`)].join('')
  for (const unicode of plain ? [''] : ['u', ''])
    try {
      return new RegExp(own, flags + unicode)
    } catch (error) {
      if (unicode === '') return error instanceof Error ? error.message : String(error)
    }
  return 'it is no pattern'
}

/** A pattern that matches exactly this text. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
