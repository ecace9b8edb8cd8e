import { beyondFilling, fill } from '../../reading/variables.ts'

type Texts = Readonly<Record<string, string>>

/** The variables of a test as promptfoo fills them with each other, or what only its template engine could fill. */
export type Rendered =
  /** `prompt` is what the prompt is filled with, `checks` what the assertions see. */
  { readonly prompt: Texts; readonly checks: Texts } | { readonly variable: string; readonly unfillable: string }

/**
 * Fills variables with each other, in both of the ways in which promptfoo does it: first plain names, a few times over,
 * for prompt and assertions alike; then, for the prompt alone, each variable as a template, unless it names what the
 * test does not have, or holds the beginning of a mark without its end.
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

/** Promptfoo goes over the variables so often. */
const rounds = 5

/** Fills the first name of each variable; whether there was any. */
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

/** A mark whose line ends before it does. */
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
