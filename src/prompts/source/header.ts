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

/** A value of a header that is not quite YAML, and its range in the text of the header. */
export interface LenientValue {
  readonly text: string
  readonly range: readonly [number, number]
}

/**
 * Reads a header line by line, as agents do where it is not valid YAML, such as `description: Use when: asked`: each key
 * at the start of a line takes the rest of its line, and the indented lines after it.
 */
export function lenientValues(header: string): ReadonlyMap<string, LenientValue> {
  const values = new Map<string, LenientValue>()
  let key: string | undefined
  for (const { 0: line, index } of header.matchAll(/[^\r\n]+/g)) {
    const [, name, gap = '', rest = ''] = /^([A-Za-z][\w-]*):(?:([ \t]+)(.*))?$/.exec(line) ?? []
    const end = index + line.trimEnd().length
    if (name !== undefined) {
      key = name
      const start = index + name.length + 1 + gap.length
      values.set(key, { text: unquoted(rest.trim()), range: [Math.min(start, end), end] })
    } else if (key !== undefined && /^[ \t]+\S/.test(line)) {
      const { text, range } = values.get(key) ?? { text: '', range: [end, end] }
      values.set(key, {
        text: /^(?:[|>][-+]?)?$/.test(text) ? line.trim() : `${text} ${line.trim()}`,
        range: [range[0], end],
      })
    }
  }
  return values
}

const unquoted = (text: string): string => /^(?:"(.*)"|'(.*)')$/.exec(text)?.slice(1).find(Boolean) ?? text
