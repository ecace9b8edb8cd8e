import { isDeepStrictEqual } from 'node:util'
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

/** A schema ready to be applied, or why it is none. */
export type Schema = ValidateFunction | string

/**
 * Reads a JSON schema (draft 7), written as JSON or YAML. A keyword that no schema has is an error: one that is spelled
 * wrong would otherwise be met by every answer.
 */
export function readSchema(text: string): Schema {
  const known = schemas.get(text)
  if (known !== undefined) return known
  const schema = compileSchema(text)
  // A schema that is filled from the case differs from case to case, and need not be kept.
  if (schemas.size < 100) schemas.set(text, schema)
  return schema
}

/** Where and why a value does not meet the schema; undefined where it does. */
export function misfit(schema: ValidateFunction, value: unknown): string | undefined {
  try {
    if (schema(value) === true) return undefined
  } catch (error) {
    // A schema that refers to itself and nothing else is met by no value: finding out takes more than the stack holds.
    if (error instanceof RangeError) return 'it leads back to itself without end'
    throw error
  }
  const [error] = schema.errors ?? []
  return error ? `${error.instancePath || 'it'} ${error.message ?? 'does not fit'}` : 'it does not fit'
}

/** The JSON that the whole text is; undefined where it is none. */
export function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/**
 * The outermost objects and lists of JSON in a text, in order. `lenient` looks for objects alone and takes what YAML
 * would: without quotes, with a comma at the end, or cut off before its last brace.
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

/** Whether both say the same, whatever the order of their keys. */
export function sameJson(answer: string, wanted: string): boolean {
  const [said, meant] = [jsonOf(answer), jsonOf(wanted)]
  return said !== undefined && meant !== undefined && isDeepStrictEqual(said.value, meant.value)
}

const schemas = new Map<string, Schema>()

function compileSchema(text: string): Schema {
  // Each schema has its own instance, because two of them may have the same $id.
  const ajv = new Ajv({ strictSchema: true, strictTypes: false, strictTuples: false, logger: false })
  addFormats(ajv)
  try {
    const schema: unknown = parse(text)
    if (typeof schema === 'boolean') return ajv.compile(schema)
    return isObject(schema) ? ajv.compile(schema) : 'a schema is an object'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where each bracket that opens closes; undefined where it never does. */
type Ends = Map<number, number | undefined>

/**
 * Follows the bracket at `start` to where it closes, and finds the ends of those within it on the way: a reply of nothing
 * but brackets is read once, not once for each. Brackets in JSON's strings do not count, where `strings` are heeded.
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

/** Braces that are missing at the end are added, as many as were opened. */
function looseJson(text: string): { readonly value: unknown } | undefined {
  const open = text.split('{').length - text.split('}').length
  try {
    const value: unknown = parse(text + '}'.repeat(Math.max(0, open)), { uniqueKeys: false, logLevel: 'error' })
    return typeof value === 'object' && value !== null ? { value } : undefined
  } catch {
    return undefined
  }
}
