import { isMap, isScalar } from 'yaml'
import type { Problem } from '../../problem/problem.ts'
import { parsedYaml } from '../parsedYaml.ts'
import { lineAt, toLf } from './lineEnds.ts'

/** What the YAML between two fences says. A problem in it does not keep the body from being read. */
export interface Header {
  readonly model?: string
  readonly problems: readonly Problem[]
  /** The values as plain data; undefined if the header is not a map. */
  readonly values: Readonly<Record<string, unknown>> | undefined
}

export function readHeader(path: string, source: string, start: number, end: number): Header {
  const header = toLf(source.slice(start, end))
  const document = parsedYaml(header)
  const [error] = document.errors
  if (error !== undefined) {
    const place = { path, line: lineAt(source, start) + lineAt(header, error.pos[0]) - 1 }
    return { problems: [{ code: 'prompt-unparsable', detail: error.message, place }], values: undefined }
  }
  if (!isMap(document.contents)) return { problems: [], values: undefined }
  const model = document.contents.get('model', true)
  const named = isScalar(model) && typeof model.value === 'string' && model.value !== '' ? { model: model.value } : {}
  return { ...named, problems: [], values: plain(document) }
}

/** An alias may refer to nothing, or expand without bound. */
function plain(document: { toJS(): unknown }): Readonly<Record<string, unknown>> | undefined {
  try {
    return mapOf(document.toJS())
  } catch {
    return undefined
  }
}

/** A map of values as texts: other values are written as JSON. */
export const textValues = (values: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(mapOf(values) ?? {}).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  )

/** The entries of a value, if it is a map. */
export const mapOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
