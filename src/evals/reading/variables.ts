import type { Case, Dialect } from '../evalSet.ts'
import { writtenAs } from './fields.ts'

type Vars = Readonly<Record<string, string>>

/** A dash inside the braces also removes the white space on its side. */
const placeholder = /(?:(?<!\s)\s*\{\{-|\{\{)([^{}]*?)(?:-\}\}\s*|\}\})/g

/** The same for Nunjucks, which also removes comments. */
const nunjucks = new RegExp(String.raw`${placeholder.source}|\{#[\s\S]*?#\}`, 'g')

/** Names of the variables that a check's value uses. */
export const templateNames = (value: string): string[] =>
  Array.from(value.matchAll(placeholder), match => match[1]?.trim() ?? '').filter(name => name !== '')

/**
 * Fills every `{{name}}` in a check's value in one pass, by the rules of the tool that it comes from: GitHub Models
 * allows no spaces in the braces; promptfoo replaces missing variables and comments with nothing. For other tools a
 * name without a value stays as it is.
 */
export function fill(value: string, vars: Vars, dialect?: Dialect, quote = (text: string): string => text): string {
  const isExact = dialect === 'github'
  const marks = isExact ? /\{\{([^{}]*)\}\}/g : dialect === 'promptfoo' ? nunjucks : placeholder
  return value.replace(marks, (whole, inner = '') => {
    const name = isExact ? inner : inner.trim()
    if (Object.hasOwn(vars, name)) return quote(vars[name] ?? '')
    return dialect === 'promptfoo' ? '' : whole
  })
}

/**
 * The variables of a case as checks see them: a variable that is not a text is spelled as in `data`, not as in the
 * prompt.
 */
export const checkVars = ({ vars, data = {} }: Pick<Case, 'vars' | 'data'>): Vars => ({
  ...vars,
  ...Object.fromEntries(Object.entries(data).map(([name, value]) => [name, writtenAs(value)])),
})

/**
 * The first part of a promptfoo value that only its template engine could fill (a filter, a condition, a property, an
 * unclosed mark); undefined if there is none. Leaving it unfilled would grade by something that nobody wrote.
 */
export const beyondFilling = (value: string): string | undefined =>
  /\{%[\s\S]*?(?:%\}|$)|\{\{[\s\S]*?(?:\}\}|$)|\{#[\s\S]*$/.exec(value.replace(understood, '\0'))?.[0]

const understood = /\{\{-?\s*[\p{L}_$][\p{L}\p{N}_$]*\s*-?\}\}|\{#[\s\S]*?#\}/gu

/**
 * The texts of a list on one line, separated by commas. Quotes protect a comma; a quote inside them is doubled or
 * follows a backslash. Empty texts are dropped.
 */
export function splitList(list: string): string[] {
  const items = list.matchAll(/\s*(?:"((?:\\["\\]|""|[^"\\]|\\(?!["\\]))*)"\s*|([^,]*))(?:,|$)/g)
  return Array.from(items, match => match[1]?.replace(/\\(["\\])|"(")/g, '$1$2') ?? match[2]?.trim() ?? '').filter(
    text => text !== '',
  )
}
