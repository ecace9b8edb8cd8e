import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The words of a text that a grammar says something about, each with the innermost scope, without the language's name. */
export type Tokenize = (scopeName: string, text: string) => string[]

/** What colours text in VS Code, or a sentence why it is not here. */
export async function tokenizer(): Promise<Tokenize | string> {
  const engine = load()
  if (typeof engine === 'string') return engine
  const { textmate, oniguruma, wasm } = engine
  await oniguruma.loadWASM(readFileSync(wasm))
  const grammars = new Map<string, unknown>()
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scopeName: string) => grammarOf(scopeName),
    getInjections: (scopeName: string) => injections[scopeName],
  })
  for (const scopeName of Object.keys(files)) grammars.set(scopeName, await registry.loadGrammar(scopeName))
  return (scopeName, text) => {
    const grammar = grammars.get(scopeName)
    if (!isGrammar(grammar)) throw new Error(`There is no grammar ${scopeName}.`)
    let state = textmate.INITIAL
    return text.split('\n').flatMap(line => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state)
      state = ruleStack
      return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
        const word = line.slice(startIndex, endIndex).trim()
        const scope = scopes.at(-1) ?? ''
        return word === '' || scopes.length < 2 || scope.startsWith('meta.') ? [] : [`${word} · ${shortened(scope)}`]
      })
    })
  }
}

const root = join(import.meta.dirname, '../../..')

const files: Readonly<Record<string, string | object>> = {
  'text.prompty': 'syntaxes/prompty.tmLanguage.json',
  'text.dotprompt': 'syntaxes/dotprompt.tmLanguage.json',
  'text.promptl': 'syntaxes/promptl.tmLanguage.json',
  'text.html.markdown.prompt.placeholders': 'syntaxes/placeholders-markdown.tmLanguage.json',
  'source.yaml.placeholders': 'syntaxes/placeholders-yaml.tmLanguage.json',
  // The grammars of the editor itself are not in this project; these stand for them.
  'text.html.markdown.prompt': {
    patterns: [
      {
        begin: '\\A---$',
        end: '^---$',
        contentName: 'meta.embedded.block.frontmatter',
        patterns: [{ include: 'source.yaml' }],
      },
      { match: '<!--.*-->', name: 'comment.block.html' },
    ],
  },
  'source.yaml': {
    patterns: [
      { match: '#.*$', name: 'comment.line.yaml' },
      { match: '^\\s*([\\w-]+):', captures: { 1: { name: 'entity.name.tag.yaml' } } },
      { begin: '(?<=: )(?=\\S)', end: '$', name: 'string.unquoted.yaml' },
    ],
  },
}

const injections: Readonly<Record<string, string[]>> = {
  'text.html.markdown.prompt': ['text.html.markdown.prompt.placeholders'],
  'source.yaml': ['source.yaml.placeholders'],
}

function grammarOf(scopeName: string): object | undefined {
  const file = files[scopeName]
  if (typeof file !== 'string') return file && { scopeName, repository: {}, ...file }
  const grammar: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'))
  return typeof grammar === 'object' && grammar !== null ? { repository: {}, ...grammar } : undefined
}

const shortened = (scope: string): string => scope.replace(/\.(?:prompty|dotprompt|promptl|gpo|yaml|html)$/, '')

interface Engine {
  readonly textmate: Textmate
  readonly oniguruma: Oniguruma
  readonly wasm: string
}

function load(): Engine | string {
  const require = createRequire(import.meta.url)
  try {
    const textmate: unknown = require('vscode-textmate')
    const oniguruma: unknown = require('vscode-oniguruma')
    if (!isTextmate(textmate) || !isOniguruma(oniguruma))
      return 'vscode-textmate or vscode-oniguruma is not what it was.'
    return { textmate, oniguruma, wasm: require.resolve('vscode-oniguruma/release/onig.wasm') }
  } catch {
    return 'vscode-textmate and vscode-oniguruma are not installed.'
  }
}

interface Textmate {
  readonly Registry: new (options: object) => { loadGrammar(scopeName: string): Promise<unknown> }
  readonly INITIAL: unknown
}

interface Oniguruma {
  loadWASM(data: Uint8Array): Promise<void>
  readonly OnigScanner: new (patterns: string[]) => unknown
  readonly OnigString: new (text: string) => unknown
}

interface Grammar {
  tokenizeLine(
    line: string,
    state: unknown,
  ): {
    readonly tokens: readonly {
      readonly startIndex: number
      readonly endIndex: number
      readonly scopes: readonly string[]
    }[]
    readonly ruleStack: unknown
  }
}

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every(name => typeof Reflect.get(value, name) === 'function')

const isTextmate = (value: unknown): value is Textmate => has(value, 'Registry')
const isOniguruma = (value: unknown): value is Oniguruma => has(value, 'loadWASM', 'OnigScanner', 'OnigString')
const isGrammar = (value: unknown): value is Grammar => has(value, 'tokenizeLine')
