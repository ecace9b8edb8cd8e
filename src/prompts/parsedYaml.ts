import { Composer, type CST, type Document, Lexer, LineCounter, Parser, parseDocument, YAMLParseError } from 'yaml'
import { keepingLast } from './keepingLast.ts'

export interface YamlReading {
  /** Takes the starts of the lines. */
  readonly lines?: LineCounter
  readonly keepSourceTokens?: boolean
  readonly version?: '1.1' | '1.2'
}

/** A token takes up to 5 microseconds and 400 bytes. 100,000 rows of three fields have 2.5 million. */
const mostTokens = 3_000_000

/** Each mistake takes a kilobyte, and only the first one is told. */
const mostMistakes = 100

/**
 * Parses YAML; whatever a stranger may have written comes through here. A text of too many tokens, nested too deeply, or
 * of little but mistakes gives an empty document whose error says so. Duplicate keys are no error. Of several documents
 * only the first is read, which is an error that `mistakeIn` passes over.
 */
export function parsedYaml(source: string, { lines, ...how }: YamlReading = {}): Document.Parsed {
  const composer = new Composer({ ...how, uniqueKeys: false, prettyErrors: false, logLevel: 'error' })
  const mistakes = bound(composer)
  try {
    const [first, second] = composer.compose(tokensOf(source, lines), true, source.length)
    if (first === undefined) return refused('it has no document')
    if (first.errors.some(isTooDeep)) return refused(tooDeep)
    if (second !== undefined)
      first.errors.push(new YAMLParseError(startOf(second), 'MULTIPLE_DOCS', 'it has several documents'))
    return first
  } catch (error) {
    if (error instanceof RangeError || mistakes().some(isTooDeep)) return refused(tooDeep)
    if (error instanceof TooMuch) return refused(error.message, mistakes()[0])
    throw error
  }
}

/** The same of a file, with the starts of its lines and all source tokens: prompts and cases are read from one parse. */
export const parsedFile = keepingLast((_path, source) => {
  const lines = new LineCounter()
  return { document: parsedYaml(source, { lines, keepSourceTokens: true }), lines }
})

/** What keeps a parsed text from being used. */
export const mistakeIn = ({ errors }: Document): YAMLParseError | undefined =>
  errors.find(({ code }) => code !== 'MULTIPLE_DOCS')

/** The value that a YAML text stands for. Throws where it stands for none. */
export function yamlValue(source: string): unknown {
  const document = parsedYaml(source)
  for (const error of document.errors) throw error
  return document.toJS()
}

class TooMuch extends Error {}

/** Thousands of values within each other overflow the parser's stack. */
const tooDeep = 'it is nested too deeply'

/** So the composer notes that its stack has overflown. */
const isTooDeep = ({ code }: YAMLParseError): boolean => code === 'RESOURCE_EXHAUSTION'

function* tokensOf(source: string, lines: LineCounter | undefined): Generator<CST.Token, void> {
  const parser = new Parser(lines?.addNewLine)
  lines?.addNewLine(0)
  let count = 0
  for (const lexeme of new Lexer().lex(source)) {
    if (++count > mostTokens) throw new TooMuch(`it has more than ${mostTokens.toLocaleString('en')} tokens`)
    yield* parser.next(lexeme)
  }
  yield* parser.end()
}

/** Ends the composer once it has noted too many mistakes in a document. Returns those that it has noted. */
function bound(composer: Composer): () => readonly YAMLParseError[] {
  let noted: readonly YAMLParseError[] = []
  Object.defineProperty(composer, 'errors', {
    get() {
      if (noted.length > mostMistakes) throw new TooMuch('it has too many mistakes')
      return noted
    },
    set(next: readonly YAMLParseError[]) {
      noted = next
    },
  })
  return () => noted
}

function refused(detail: string, mistake?: YAMLParseError): Document.Parsed {
  const document = parseDocument('')
  document.errors.push(mistake ?? new YAMLParseError([0, 0], 'RESOURCE_EXHAUSTION', detail))
  return document
}

const startOf = ({ range }: Document.Parsed): [number, number] => [range[0], range[1]]
