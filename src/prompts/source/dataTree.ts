import { isMap, isScalar, isSeq } from 'yaml'
import { type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type JsonValue, jsonStringField, readJson } from './jsonString.ts'
import { lineAt } from './lineEnds.ts'
import type { TextField } from './sourceField.ts'
import { yamlField } from './yamlField.ts'
import { type FoundNode, itemsOf, readYaml, rootOf, valueAt, type YamlTree } from './yamlTree.ts'

/**
 * A value in a YAML or JSON file whose texts can be rewritten. Anything that takes a search through the source is
 * computed on demand, because a data file may hold many values that nobody asks about.
 */
export interface DataNode {
  readonly kind: 'map' | 'list' | 'text' | 'other'
  /** The line on which the value starts, or its key if it has one. */
  readonly line: number
  readonly keyLine: number
  /** The text, if the value is one. */
  readonly field: TextField | undefined
  /** What a number or a boolean says, as it is written. */
  readonly plain: string | undefined
  readonly items: readonly DataNode[]
  get(key: string): DataNode | undefined
}

export interface DataTree {
  readonly root: DataNode
  readonly problems: readonly Problem[]
}

/** A file with more bytes or characters than this is data: no prompt is so long. */
export const longestPrompt = 1_000_000

/** Whether the source is short enough to be a prompt. */
export const mayBePrompt = (source: string): boolean => source.length <= longestPrompt

/** Read as JSON if the file name says so, otherwise as YAML. */
export function readData(path: string, source: string): Outcome<DataTree> {
  if (/\.json$/i.test(path)) {
    const json = readJson(path, source)
    return json.ok
      ? success({ root: jsonNode(source, json.value, json.value.duplicates), problems: json.value.duplicates })
      : json
  }
  const tree = readYaml(path, source)
  return tree.ok
    ? success({ root: yamlNode(source, tree.value, rootOf(tree.value)), problems: tree.value.duplicates })
    : tree
}

/** The text of a key; undefined if its value is not a text. */
export const fieldAt = (node: DataNode | undefined, key: string): TextField | undefined => node?.get(key)?.field

function yamlNode(source: string, tree: YamlTree, found: FoundNode): DataNode {
  const { node, keyStart } = found
  return {
    kind: isMap(node)
      ? 'map'
      : isSeq(node)
        ? 'list'
        : isScalar(node) && typeof node.value === 'string'
          ? 'text'
          : 'other',
    get line() {
      return lineAt(source, startOf(found))
    },
    get keyLine() {
      return lineAt(source, keyStart)
    },
    get field() {
      return yamlField(source, tree, found)
    },
    plain: isScalar(node) && isPlainType(node.value) ? (node.source ?? String(node.value)) : undefined,
    get items() {
      return itemsOf(tree, found).map(item => yamlNode(source, tree, item))
    },
    get: key => {
      const value = valueAt(tree, found, key)
      return value && yamlNode(source, tree, value)
    },
  }
}

const isPlainType = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean'

function startOf({ node, keyStart }: FoundNode): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : keyStart
}

function jsonNode(source: string, value: JsonValue, duplicates: readonly Problem[]): DataNode {
  return {
    kind: value.kind,
    get line() {
      return lineAt(source, value.range[0])
    },
    get keyLine() {
      return lineAt(source, value.keyStart)
    },
    get field() {
      return value.kind === 'text' ? jsonStringField(source, value, duplicates) : undefined
    },
    get plain() {
      const written = value.kind === 'other' ? source.slice(...value.range) : 'null'
      return written === 'null' ? undefined : written
    },
    get items() {
      return value.kind === 'list' ? value.items.map(item => jsonNode(source, item, duplicates)) : []
    },
    get: key => {
      const member = value.kind === 'map' ? value.members.get(key) : undefined
      return member && jsonNode(source, member, duplicates)
    },
  }
}
