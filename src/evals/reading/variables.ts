import type { Case, Dialect } from '../evalSet.ts'
import { writtenAs } from './fields.ts'

type Vars = Readonly<Record<string, string>>

/** A dash in the braces takes the space on its side along. */
const placeholder = /(?:(?<!\s)\s*\{\{-|\{\{)([^{}]*?)(?:-\}\}\s*|\}\})/g

/** The same as Nunjucks has it, which takes comments out as well. */
const nunjucks = new RegExp(String.raw`${placeholder.source}|\{#[\s\S]*?#\}`, 'g')

/** Names of the variables that a check's value is filled with. */
export const templateNames = (value: string): string[] =>
  Array.from(value.matchAll(placeholder), match => match[1]?.trim() ?? '').filter(name => name !== '')

/**
 * Fills every `{{name}}` of a check's value in one pass, as the tool that it comes from does: GitHub Models knows no
 * spaces in the braces, and promptfoo writes nothing where a variable is missing or a comment stands. Elsewhere a name
 * without a value is left as it stands.
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

/** The variables of a case as checks see them: what is no text in the prompt's own spelling is here as data has it. */
export const checkVars = ({ vars, data = {} }: Pick<Case, 'vars' | 'data'>): Vars => ({
  ...vars,
  ...Object.fromEntries(Object.entries(data).map(([name, value]) => [name, writtenAs(value)])),
})

/**
 * The first part of a promptfoo value that only its template engine could fill (a filter, a condition, a property, what
 * is never closed); undefined where there is none. To leave it as it stands would grade by something that nobody wrote.
 */
export const beyondFilling = (value: string): string | undefined =>
  /\{%[\s\S]*?(?:%\}|$)|\{\{[\s\S]*?(?:\}\}|$)|\{#[\s\S]*$/.exec(value.replace(understood, '\0'))?.[0]

const understood = /\{\{-?\s*[\p{L}_$][\p{L}\p{N}_$]*\s*-?\}\}|\{#[\s\S]*?#\}/gu

/**
 * The texts of a list in one line, separated by commas. Quotes keep a comma; within them a quote is doubled or follows
 * a backslash. Empty texts are left out.
 */
export function splitList(list: string): string[] {
  const items = list.matchAll(/\s*(?:"((?:\\["\\]|""|[^"\\]|\\(?!["\\]))*)"\s*|([^,]*))(?:,|$)/g)
  return Array.from(items, match => match[1]?.replace(/\\(["\\])|"(")/g, '$1$2') ?? match[2]?.trim() ?? '').filter(
    text => text !== '',
  )
}
