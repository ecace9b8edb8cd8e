import { type Document, isMap, isScalar, isSeq, LineCounter, type YAMLParseError, type YAMLSeq } from 'yaml'
import { type Outcome, success } from '../../problem/outcome.ts'
import { keepingLast } from '../../prompts/keepingLast.ts'
import { mistakeIn, parsedFile, parsedYaml } from '../../prompts/parsedYaml.ts'
import { mayBePrompt } from '../../prompts/source/dataTree.ts'
import { type EvalSetExtension, evalSetExtensions } from '../evalSetPlaces.ts'
import { type Field, fieldOf, lineOf, offsetOf, parseJson } from './fields.ts'
import { errorText, firstLine, jsonListRows, type Rows, rowOf, unparsable } from './rows/rows.ts'
import { type ScannedRows, scan, scanners } from './rows/scan.ts'

/** A file whose root is a map. */
export interface MapFile {
  readonly path: string
  readonly keys: ReadonlySet<string>
  /** Everything in it, with lines. Fails if an alias never ends. */
  tree(): Outcome<Field>
  /** The rows of the list under a key; undefined if there is no list. */
  rows(key: string): Rows | undefined
  /** The value of a key, with its line; undefined if there is none. */
  field(key: string): Field | undefined
}

export type Opened = { readonly kind: 'map'; readonly file: MapFile } | ({ readonly kind: 'rows' } & ScannedRows)

type Opener = (path: string, source: string) => Outcome<Opened>

/** Opens a file of cases by its extension, before its contents are interpreted. */
export function open(path: string, source: string): Outcome<Opened> {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const known = evalSetExtensions.find(name => name === extension)
  if (known) return openers[known](path, source.replace(/^\uFEFF/, ''))
  return unparsable(path, `its name ends in none of ${evalSetExtensions.map(name => `.${name}`).join(', ')}`)
}

function openScanned(extension: keyof typeof scanners): Opener {
  return (path, source) => {
    const scanned = scan(path, source, scanners[extension])
    return scanned.ok ? success({ kind: 'rows', ...scanned.value }) : scanned
  }
}

const openYaml = keepingLast((path, source): Outcome<Opened> => {
  const { document: doc, lines } = mayBePrompt(source) ? parsedFile(path, source) : parsedData(source)
  const error = mistakeIn(doc)
  if (error) return mistaken(path, error, lines)
  const root = doc.contents
  if (isMap(root)) return success({ kind: 'map', file: mapFile(path, doc, lines) })
  if (isSeq(root)) return success({ kind: 'rows', rows: listRows(doc, lines, root) })
  if (root === null || (isScalar(root) && root.value === null)) return success({ kind: 'rows', rows: [] })
  return unparsable(path, 'neither a list nor a map', 1)
})

/**
 * A JSON list is read by a parser of its own. A JSON map is read as YAML, which it also is, because the YAML parser
 * knows the lines.
 */
function openJson(path: string, source: string): Outcome<Opened> {
  try {
    if (!Array.isArray(parseJson(source))) return openYaml(path, source)
    return success({ kind: 'rows', rows: { [Symbol.iterator]: () => jsonListRows(source) } })
  } catch (error) {
    const parsed = parse(path, source, new LineCounter())
    return unparsable(path, errorText(error), parsed.ok ? brokenLine(source) : parsed.problem.place?.line)
  }
}

/** The line of the first entry of a list that is YAML, but no JSON. */
function brokenLine(source: string): number | undefined {
  for (const row of jsonListRows(source)) if ('detail' in row) return row.line
  return undefined
}

const openers: Readonly<Record<EvalSetExtension, Opener>> = {
  yaml: openYaml,
  yml: openYaml,
  json: openJson,
  jsonl: openScanned('jsonl'),
  csv: openScanned('csv'),
}

/** The whole contents of a YAML or JSON file. */
export function readField(path: string, source: string): Outcome<Field> {
  const parsed = parse(path, source, new LineCounter())
  if (!parsed.ok) return parsed
  try {
    return success(fieldOf(parsed.value.contents, parsed.value) ?? { text: '' })
  } catch (error) {
    return unparsable(path, errorText(error))
  }
}

/** Parses YAML; a syntax error is a failure with its line. */
export function parse(path: string, source: string, lines: LineCounter): Outcome<Document> {
  const doc: Document = parsedYaml(source.replace(/^\uFEFF/, ''), { lines })
  const error = mistakeIn(doc)
  return error ? mistaken(path, error, lines) : success(doc)
}

const mistaken = (path: string, { message, pos }: YAMLParseError, lines: LineCounter): Outcome<never> =>
  unparsable(path, firstLine(message), lines.linePos(pos[0]).line)

/** Data may be large, and its source tokens are not needed. */
function parsedData(source: string): { readonly document: Document; readonly lines: LineCounter } {
  const lines = new LineCounter()
  return { document: parsedYaml(source, { lines }), lines }
}

/** The rows of a list anywhere in a YAML file. */
export function listRows(doc: Document, lines: LineCounter, list: YAMLSeq): Rows {
  const first = lineOf(list, lines)
  return {
    *[Symbol.iterator]() {
      for (const item of list.items) {
        const line = offsetOf(item) === undefined ? first : lineOf(item, lines)
        yield rowOf(line, () => fieldOf(item, doc, lines))
      }
    },
  }
}

function mapFile(path: string, doc: Document, lines: LineCounter): MapFile {
  const root = doc.contents
  const keys = isMap(root) ? root.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : []
  const nodeAt = (key: string): unknown => (isMap(root) ? root.get(key, true) : undefined)
  return {
    path,
    keys: new Set(keys),
    tree() {
      try {
        return success(fieldOf(root, doc, lines) ?? { text: '' })
      } catch (error) {
        return unparsable(path, errorText(error))
      }
    },
    rows(key) {
      const list = nodeAt(key)
      return isSeq(list) ? listRows(doc, lines, list) : undefined
    },
    field(key) {
      try {
        const field = fieldOf(nodeAt(key), doc, lines)
        return field && { line: lineOf(nodeAt(key), lines), ...field }
      } catch {
        return undefined
      }
    },
  }
}
