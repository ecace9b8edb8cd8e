import { isDeepStrictEqual } from 'node:util'
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { yamlValue } from '../../prompts/parsedYaml.ts'

/** A compiled schema, or the reason why it is invalid. */
export type Schema = ValidateFunction | string

/**
 * Reads a JSON schema (draft 7), written as JSON or YAML. Unknown keywords are errors: a misspelt one would otherwise
 * be satisfied by every answer.
 */
export function readSchema(text: string): Schema {
  const known = schemas.get(text)
  if (known !== undefined) return known
  const schema = compileSchema(text)
  // A schema filled from the cases differs from case to case, so it is not worth keeping.
  if (schemas.size < 100) schemas.set(text, schema)
  return schema
}

/** Where and why a value does not match the schema; undefined if it does. */
export function misfit(schema: ValidateFunction, value: unknown): string | undefined {
  try {
    if (schema(value) === true) return undefined
  } catch (error) {
    // A schema that refers only to itself matches no value, and checking it overflows the stack.
    if (error instanceof RangeError) return 'it leads back to itself without end'
    throw error
  }
  const [error] = schema.errors ?? []
  return error ? `${error.instancePath || 'it'} ${error.message ?? 'does not fit'}` : 'it does not fit'
}

/** The JSON value that the whole text is; undefined if it is not JSON. */
export function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/**
 * The outermost JSON objects and lists in a text, in order. `lenient` looks only for objects and accepts what YAML
 * would: missing quotes, a trailing comma, or a text cut off before its last brace.
 */
export function jsonWithin(text: string, lenient: boolean): unknown[] {
  const found: unknown[] = []
  const ends: Ends = new Map()
  const opening = lenient ? /\{/g : /[{[]/g
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    if (!ends.has(match.index)) findEnds(text, match.index, !lenient, ends)
    const end = ends.get(match.index)
    const part = text.slice(match.index, end ?? text.length)
    const value = lenient ? looseJson(part) : end === undefined ? undefined : jsonOf(part)
    if (value === undefined) continue
    found.push(value.value)
    opening.lastIndex = match.index + part.length
  }
  return found
}

/** Whether two JSON texts have the same value, ignoring the order of keys. */
export function sameJson(answer: string, wanted: string): boolean {
  const [said, meant] = [jsonOf(answer), jsonOf(wanted)]
  return said !== undefined && meant !== undefined && isDeepStrictEqual(said.value, meant.value)
}

const schemas = new Map<string, Schema>()

/** Characters of a schema; compiling a longer one keeps the editor waiting. */
const longestSchema = 256 * 1024

function compileSchema(text: string): Schema {
  if (text.length > longestSchema) return `it has ${text.length} characters, and at most ${longestSchema} are read`
  // Each schema has its own Ajv instance, because two of them may have the same $id. A definition is compiled once and
  // not once for each reference to it, of which a short schema can have very many.
  const ajv = new Ajv({
    strictSchema: true,
    strictTypes: false,
    strictTuples: false,
    logger: false,
    inlineRefs: false,
  })
  addFormats(ajv)
  try {
    const schema: unknown = yamlValue(text)
    if (typeof schema === 'boolean') return ajv.compile(schema)
    return isObject(schema) ? ajv.compile(schema) : 'a schema is an object'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The position at which each opening bracket is closed; undefined if it never is. */
type Ends = Map<number, number | undefined>

/**
 * Follows the bracket at `start` to its end, and records the ends of the brackets inside on the way, so that a reply of
 * nothing but brackets is read once and not once for each. With `strings`, brackets inside JSON strings do not count.
 */
function findEnds(text: string, start: number, strings: boolean, ends: Ends): void {
  const token = strings ? /"(?:\\[\s\S]|[^"\\])*"|[{}[\]]/g : /[{}]/g
  token.lastIndex = start
  const open: number[] = []
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0].startsWith('"')) continue
    if ('{['.includes(match[0])) {
      open.push(match.index)
      ends.set(match.index, undefined)
      continue
    }
    ends.set(open.pop() ?? start, match.index + 1)
    if (open.length === 0) return
  }
}

/** Adds as many closing braces at the end as are missing. */
function looseJson(text: string): { readonly value: unknown } | undefined {
  const open = text.split('{').length - text.split('}').length
  try {
    const value: unknown = yamlValue(text + '}'.repeat(Math.max(0, open)))
    return typeof value === 'object' && value !== null ? { value } : undefined
  } catch {
    return undefined
  }
}
