import type { Document } from 'yaml'
import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'

/** A value of an eval set as its author wrote it: always a text, and its parts where it is a list or a map. */
export interface Field {
  /** Strings as they are, numbers and booleans as written, lists and maps as JSON. */
  readonly text: string
  readonly list?: readonly Field[]
  readonly map?: Fields
}

export type Fields = Readonly<Record<string, Field>>

/** One row of an eval set with the line it starts on, counted from 1. */
export interface Row {
  readonly line: number
  readonly fields: Fields
}

export const textField = (text: string): Field => ({ text })

/**
 * What a YAML node says; undefined for null. Throws where aliases lead back to themselves or grow beyond measure, as
 * the parser itself does.
 */
export function fieldOf(node: unknown, doc: Document, depth = 0): Field | undefined {
  const actual = isAlias(node) ? node.resolve(doc) : node
  if (isScalar(actual)) return scalarField(actual.value, actual.source)
  if (isMap(actual)) return { text: json(actual, doc), ...(depth < deepest && { map: mapFields(actual, doc, depth) }) }
  if (!isSeq(actual)) return undefined
  const list = depth < deepest ? actual.items.map(item => fieldOf(item, doc, depth + 1) ?? textField('')) : undefined
  return { text: json(actual, doc), ...(list && { list }) }
}

/** Rows hold maps of variables, checks hold lists of maps; nothing is looked for further down. */
const deepest = 4

function scalarField(value: unknown, source: string | undefined): Field | undefined {
  if (value === null || value === undefined) return undefined
  return textField(typeof value === 'string' ? value : (source ?? String(value)))
}

function mapFields(map: Node, doc: Document, depth: number): Fields {
  const own: [string, Field][] = []
  const merged: [string, Field][] = []
  for (const pair of isMap(map) ? map.items : []) {
    const key = fieldOf(pair.key, doc, deepest)?.text ?? ''
    const field = fieldOf(pair.value, doc, depth + 1)
    if (key === '<<' && field?.map) merged.push(...Object.entries(field.map))
    else if (field) own.push([key, field])
  }
  return Object.fromEntries([...merged, ...own])
}

const json = (node: Node, doc: Document): string => JSON.stringify(node.toJS(doc))
