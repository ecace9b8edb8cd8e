import { beyondFilling, fill } from '../../reading/variables.ts'

type Texts = Readonly<Record<string, string>>

/**
 * The variables of a test filled with each other as promptfoo does it, or the variable that only its template engine
 * could fill.
 */
export type Rendered =
  /** `prompt` fills the prompt; `checks` is what the assertions see. */
  { readonly prompt: Texts; readonly checks: Texts } | { readonly variable: string; readonly unfillable: string }

/**
 * Fills variables with each other in the two ways of promptfoo: first plain names, repeatedly, for prompt and
 * assertions; then, for the prompt only, each variable as a template, unless it names a variable that the test lacks or
 * contains a mark that is opened but not closed.
 */
export function rendered(texts: Texts, isText: (name: string) => boolean): Rendered {
  const checks: Record<string, string> = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, isText(name) ? text.replace(/\n$/, '') : text]),
  )
  for (let round = 0; round < rounds; round++) if (!fillOnce(checks, isText)) break

  const prompt: [string, string][] = []
  for (const [name, text] of Object.entries(checks)) {
    const asItIs = !isText(name) || !/\{[{%#]/.test(text) || partial.test(text) || namesUnknown(text, checks)
    const unfillable = asItIs ? undefined : beyondFilling(text)
    if (unfillable !== undefined) return { variable: name, unfillable }
    prompt.push([name, asItIs ? text : fill(text, checks, 'promptfoo')])
  }
  return { prompt: Object.fromEntries(prompt), checks }
}

/** Promptfoo makes this many passes over the variables. */
const rounds = 5

/** Fills the first name in each variable; returns whether there was any. */
function fillOnce(texts: Record<string, string>, isText: (name: string) => boolean): boolean {
  let changed = false
  for (const [key, text] of Object.entries(texts)) {
    const [mark, name = ''] = (isText(key) && /\{\{\s*(\w+)\s*\}\}/.exec(text)) || []
    const value = Object.hasOwn(texts, name) ? texts[name] : undefined
    if (mark === undefined || value === undefined) continue
    texts[key] = text.replace(mark, value)
    changed = true
  }
  return changed
}

/** A mark that is not closed on its line. */
const partial = /\{%[^%]*$|\{\{[^}]*$|\{#[^#]*$/m

function namesUnknown(text: string, texts: Texts): boolean {
  const marks = text
    .replace(/\{#[\s\S]*?#\}/g, '')
    .matchAll(/\{\{\s*([^{}\s|]+)\s*(?:\|[^}]+)?\}\}|\{%\s*(?:if|for)\s+([^{}\s]+)/g)
  for (const [, value, tested] of marks) {
    const name = /^[A-Za-z_]\w*/.exec(value ?? tested ?? '')?.[0]
    if (name !== undefined && name !== 'env' && !Object.hasOwn(texts, name)) return true
  }
  return false
}
