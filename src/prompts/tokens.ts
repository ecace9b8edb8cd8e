/** What a template language calls a placeholder, and what else in a text must not be reworded. */
export interface Syntax {
  /** Every opaque token, global. */
  readonly opaque: RegExp
  /** Every placeholder that a case fills, global; the name is the first group that took part. */
  readonly placeholder: RegExp
}

const name = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_. -]*[\p{L}\p{N}_])?`

/**
 * The body of a VS Code customization file: `{{name}}` and `${input:name:hint}` are filled. Editor variables, references
 * to tools and files, and links stay as they are; images are not references, and may be reworded.
 */
export const markdown: Syntax = {
  opaque:
    /\{\{[^{}\n]+\}\}|\{%[^%\n]*%\}|\$\{[A-Za-z][^{}\n]*\}|#tool:[\w./-]*[\w/-]|#file:[^\s()[\]{}<>"'`]*[^\s()[\]{}<>"'`.,;:!?]|(?<!!)\[[^[\]\n]*\]\([^()\n]*\)/g,
  placeholder: new RegExp(
    String.raw`\{\{[ \t]*(${name})[ \t]*\}\}|\$\{input:[ \t]*(${name})[ \t]*(?::[^{}\n]*)?\}`,
    'gu',
  ),
}

/** GitHub Models: `{{name}}` is replaced as it is written, so that `{{ name }}` never is. */
export const braces: Syntax = {
  opaque: /\{\{[^{}\n]+\}\}|\{%[^%\n]*%\}/g,
  placeholder: new RegExp(String.raw`\{\{(${name})\}\}`, 'gu'),
}

/** Every opaque token as written, in order. */
export const tokensIn = (syntax: Syntax, text: string): readonly string[] => text.match(syntax.opaque) ?? []

/** Names of the placeholders, each once, in order of first appearance. */
export function placeholdersIn(syntax: Syntax, text: string): readonly string[] {
  const names = Array.from(text.matchAll(syntax.placeholder), match => match[1] ?? match[2] ?? '')
  return [...new Set(names)]
}

/** Fills every placeholder in one pass, so a value that itself holds `{{…}}` is left as it is; unknown names stay. */
export function fillIn(syntax: Syntax, text: string, vars: Readonly<Record<string, string>>): string {
  return text.replace(syntax.placeholder, (token: string, first?: string, second?: unknown) => {
    const name = first ?? (typeof second === 'string' ? second : '')
    return (Object.hasOwn(vars, name) ? vars[name] : undefined) ?? token
  })
}
