import { type Syntax, unended } from './source/templateTokens.ts'

const name = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_. -]*[\p{L}\p{N}_])?`
const identifier = String.raw`[\p{L}_][\p{L}\p{N}_]*`

/** What a Markdown file may refer to: editor variables, tools, files and links. Images do not count as references. */
const references = String.raw`\$\{[A-Za-z][^{}\n]*\}|#tool:[\w./-]*[\w/-]|#file:[^\s()[\]{}<>"'\x60]*[^\s()[\]{}<>"'\x60.,;:!?]|(?<!!)\[[^[\]\n]*\]\([^()\n]*\)`
const oneLineTokens = String.raw`\{\{[^{}\n]+\}\}|\{%[^%\n]*%\}`

/**
 * The body of a VS Code prompt file: `{{name}}` and `${input:name:hint}` are filled. Editor variables, references to
 * tools and files, and links must stay as they are; images may be reworded. `${{ name }}` belongs to workflow files and
 * is no placeholder.
 */
const markdown: Syntax = {
  opaque: new RegExp(`${oneLineTokens}|${references}`, 'gu'),
  placeholder: new RegExp(
    String.raw`(?<!\$)\{\{[ \t]*(${name})[ \t]*\}\}|\$\{input:[ \t]*(${name})[ \t]*(?::[^{}\n]*)?\}`,
    'gu',
  ),
}

/**
 * Instructions, agents and skills, which no editor fills. `{{name}}` serves eval sets only, and only plain names count
 * as placeholders, because such files often show code in other template languages.
 */
const guidance: Syntax = {
  opaque: markdown.opaque,
  placeholder: new RegExp(String.raw`(?<!\$)\{\{(${identifier})\}\}`, 'gu'),
}

/** The folders of files that a skill brings; its body names them in links, in code and in plain words alike. */
const skillFiles = String.raw`(?<![\w./-])(?:\.{0,2}\/)?(?:[\w.-]+\/)*?(?:references|scripts|assets)\/[\w./-]*\w`

/** A skill: what its files are called stays as it is too, or the agent finds them no more. */
const skill: Syntax = { ...guidance, opaque: new RegExp(`${guidance.opaque.source}|${skillFiles}`, 'gu') }

/** GitHub Models replaces exactly `{{name}}`, so `{{ name }}` is never filled. */
const braces: Syntax = {
  opaque: new RegExp(oneLineTokens, 'gu'),
  placeholder: new RegExp(String.raw`\{\{(${name})\}\}`, 'gu'),
}

/** Jinja and Nunjucks. A mark that is opened but never closed counts as a token too, because it breaks the prompt. */
const jinja: Syntax = {
  opaque: new RegExp(String.raw`\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|\{[{%#${unended}]`, 'g'),
  spans: [
    ['{{', '}}'],
    ['{%', '%}'],
    ['{#', '#}'],
  ],
  placeholder: new RegExp(String.raw`\{\{\s*(${identifier})\s*\}\}|\{#[\s\S]*?#\}`, 'gu'),
  constant: () => '',
  evaluated: /^\{/,
}

/**
 * Prompty: Jinja, and in addition images that version 1 sends as such, the place of the thread, values from elsewhere,
 * and lines that look like the fences of the frontmatter.
 */
const prompty: Syntax = {
  ...jinja,
  opaque: new RegExp(
    String.raw`${jinja.opaque.source}|!\[thread\]|!\[[^\]\n]{0,999}\]\([^()\n]*\)|\$\{(?:env|file):[^{}\n]*\}|^(?:---|\+\+\+)[ \t]*$`,
    'gm',
  ),
}

const helper = String.raw`(?:else|this|history|json|role|media|section|log|lookup)\b`
const variable = String.raw`(?!${helper})([\p{L}_][\p{L}\p{N}_-]*)`
const comment = String.raw`\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}`

/** A backslash before braces makes them text, up to the next braces; two are one backslash, and the braces count. */
const escaped = String.raw`\\\\(?=\{[{${unended}])|\\\{[{${unended}]+`

/**
 * Handlebars and Mustache without HTML escapes, since prompts are filled without them. A comment takes its whole line
 * with it.
 */
const handlebars: Syntax = {
  opaque: new RegExp(
    String.raw`${escaped}|\{\{\{\{[\s\S]*?\}\}\}\}|\{\{!--[\s\S]*?--\}\}|\{\{\{[\s\S]*?\}\}\}|\{\{[\s\S]*?\}\}|[{${unended}]{2}`,
    'g',
  ),
  spans: [
    ['{{{{', '}}}}'],
    ['{{!--', '--}}'],
    ['{{{', '}}}'],
    ['{{', '}}'],
  ],
  placeholder: new RegExp(
    String.raw`${escaped}|(?<![{${unended}])\{\{\{\s*${variable}\s*\}\}\}(?!\})|(?<![{${unended}])\{\{&?\s*${variable}\s*\}\}(?!\})|^[ \t]*(?:${comment})[ \t]*\n|${comment}`,
    'gmu',
  ),
  constant: token => (token.startsWith('\\\\') ? '\\' : token.startsWith('\\') ? token.slice(1) : ''),
  evaluated: /^\{/,
}

/** Python's f-strings as LangChain fills them: `{{` and `}}` are braces, and a lone brace is an error. */
const fString: Syntax = {
  opaque: /\{\{|\}\}|\{[^{}]*\}|[{}]/g,
  placeholder: new RegExp(String.raw`\{\{|\}\}|\{(${identifier})\}`, 'gu'),
  constant: token => token.slice(1),
  evaluated: /^[{}]/,
}

/** Semantic Kernel: `{{$name}}` is a variable; anything else in braces calls a function. */
const semanticKernel: Syntax = {
  opaque: new RegExp(String.raw`\{\{[\s\S]*?\}\}|[{${unended}]{2}`, 'g'),
  spans: [['{{', '}}']],
  placeholder: /\{\{\s*\$(\w+)\s*\}\}/g,
  evaluated: /^\{/,
}

/** PromptL: expressions in braces, comments as in C and in HTML, tags, and a backslash that turns the next character into text. */
const promptl: Syntax = {
  opaque: new RegExp(
    String.raw`\\[\s\S]|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|\{\{[\s\S]*?\}\}|[{${unended}]{2}|<\/?[a-z][\w-]*(?:\s[^<>]*)?>`,
    'gu',
  ),
  spans: [
    ['/*', '*/'],
    ['<!--', '-->'],
    ['{{', '}}'],
  ],
  placeholder: new RegExp(
    String.raw`\\[\s\S]|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|\{\{\s*(?!(?:else|endif|endfor)\b)(${identifier})\s*\}\}`,
    'gu',
  ),
  constant: token => (token.startsWith('\\') ? token.slice(1) : ''),
  evaluated: /^\{|^<\/?(?:message|content|text|image|file|tool|tool-call|step|scope|prompt)\b/,
}

/** Plain text that some program fills in its own way: `{name}`. */
const singleBraces: Syntax = {
  opaque: new RegExp(String.raw`\{${identifier}\}`, 'gu'),
  placeholder: new RegExp(String.raw`\{(${identifier})\}`, 'gu'),
}

/** Plain text with placeholders as in a shell: `${name}` and `$name`. */
const dollar: Syntax = {
  opaque: new RegExp(String.raw`\$\{${identifier}\}|\$${identifier}`, 'gu'),
  placeholder: new RegExp(String.raw`\$\{(${identifier})\}|\$(${identifier})`, 'gu'),
}

/** Every template language by its name. To add one, add a line here. */
export const languages = {
  markdown,
  guidance,
  skill,
  braces,
  jinja,
  prompty,
  handlebars,
  'f-string': fString,
  'semantic-kernel': semanticKernel,
  promptl,
  'single-braces': singleBraces,
  dollar,
} as const satisfies Record<string, Syntax>

export type LanguageName = keyof typeof languages
