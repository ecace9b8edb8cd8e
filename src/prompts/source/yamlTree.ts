import { type Document, isAlias, isMap, isScalar, isSeq, visit, type YAMLSeq } from 'yaml'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { keepingLast } from '../keepingLast.ts'
import { mistakeIn, parsedFile } from '../parsedYaml.ts'
import { lineAt } from './lineEnds.ts'

/** A YAML file in which one text may be rewritten, with what may prevent that. */
export interface YamlTree {
  readonly document: Document
  /** For each anchor in use, by name: every path at which it is set or an alias refers to it. */
  readonly uses: ReadonlyMap<string, readonly string[]>
  readonly duplicates: readonly Problem[]
  readonly severalDocuments: boolean
}

/** A value in the tree, and what was met on the way to it. */
export interface FoundNode {
  readonly node: unknown
  /** The anchors of the value and of everything around it, and those of the aliases followed on the way. */
  readonly anchors: readonly string[]
  readonly inFlow: boolean
  /** Offset of its key, or of the dash before it in a list; 0 if it has neither. */
  readonly keyStart: number
}

/**
 * Files with duplicate keys are read, so that the duplicates can be reported. Of several documents only the first is
 * read.
 */
export const readYaml = keepingLast((path, source): Outcome<YamlTree> => {
  const { document } = parsedFile(path, source)
  const error = mistakeIn(document)
  if (error !== undefined) {
    const place = { path, line: lineAt(source, error.pos[0]) }
    return failure({ code: 'prompt-unparsable', detail: error.message, place })
  }
  const severalDocuments = document.errors.length > 0
  return success({
    document,
    uses: usesOf(document),
    duplicates: duplicatesIn(path, source, document),
    severalDocuments,
  })
})

export const rootOf = (tree: YamlTree): FoundNode =>
  arrive(tree, { node: tree.document.contents, anchors: [], inFlow: false, keyStart: 0 })

/** The value of a key. If the map does not have the key itself, the value comes from a map merged into it by `<<`. */
export function valueAt(tree: YamlTree, map: FoundNode, key: string): FoundNode | undefined {
  if (!isMap(map.node)) return undefined
  const around = { anchors: map.anchors, inFlow: map.inFlow || map.node.flow === true }
  const pair = map.node.items.find(item => isScalar(item.key) && item.key.value === key)
  if (pair !== undefined) {
    const keyStart = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0
    return arrive(tree, { ...around, node: pair.value, keyStart })
  }
  for (const merge of map.node.items.filter(item => isScalar(item.key) && item.key.value === '<<')) {
    const merged = arrive(tree, { ...around, node: merge.value, keyStart: 0 })
    for (const part of isSeq(merged.node) ? itemsOf(tree, merged) : [merged]) {
      const found = isMap(part.node) && part.node !== map.node ? ownValue(tree, part, key) : undefined
      if (found !== undefined) return found
    }
  }
  return undefined
}

export function itemsOf(tree: YamlTree, list: FoundNode): readonly FoundNode[] {
  if (!isSeq(list.node)) return []
  const inFlow = list.inFlow || list.node.flow === true
  const dashes = dashesOf(list.node)
  return list.node.items.map((node, index) =>
    arrive(tree, { node, anchors: list.anchors, inFlow, keyStart: dashes[index] ?? 0 }),
  )
}

/** The offset of each item's dash; empty for a list in `[…]`. */
function dashesOf({ srcToken }: YAMLSeq): readonly number[] {
  if (srcToken?.type !== 'block-seq') return []
  return srcToken.items.flatMap(({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset ?? [])
}

/** The paths that share a value; undefined if it is not shared. */
export function sharedBy(tree: YamlTree, found: FoundNode): string | undefined {
  const anchor = found.anchors.find(name => tree.uses.has(name))
  return anchor === undefined ? undefined : `&${anchor}: ${(tree.uses.get(anchor) ?? []).join(', ')}`
}

/** Merged maps are searched only one level deep: a merge within a merge is rare, and may be circular. */
function ownValue(tree: YamlTree, map: FoundNode, key: string): FoundNode | undefined {
  const own = isMap(map.node) && map.node.items.some(item => isScalar(item.key) && item.key.value === key)
  return own ? valueAt(tree, map, key) : undefined
}

/** Follows an alias to its value, and records the anchors on the way. */
function arrive(tree: YamlTree, found: FoundNode): FoundNode {
  const { node } = found
  if (isAlias(node)) {
    const anchors = [...found.anchors, node.source]
    return { ...found, node: node.resolve(tree.document), anchors }
  }
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined
  return anchor === undefined ? found : { ...found, anchors: [...found.anchors, anchor] }
}

function usesOf(document: Document): ReadonlyMap<string, readonly string[]> {
  const used = new Set<string>()
  visit(document, { Alias: (_, { source }) => void used.add(source) })
  const anchored = new Map<string, string[]>()
  const aliased = new Map<string, string[]>()
  const note = (uses: Map<string, string[]>, name: string, path: () => string): void => {
    const paths = uses.get(name) ?? []
    if (paths.length < mostUses) uses.set(name, [...paths, path()])
  }
  visit(document, {
    Alias: (key, { source }, ancestors) => note(aliased, source, () => pathOf(ancestors, key)),
    Value: (key, { anchor }, ancestors) => {
      if (anchor !== undefined && used.has(anchor)) note(anchored, anchor, () => pathOf(ancestors, key))
    },
  })
  return new Map(Array.from(used, name => [name, [...(anchored.get(name) ?? []), ...(aliased.get(name) ?? [])]]))
}

/** So many uses of an anchor, and so many duplicate keys, are told; a file may have a million. */
const [mostUses, mostDuplicates] = [20, 100]

/** `messages[0].content`: the keys and positions on the way to a node; the visitor passes the last one separately. */
function pathOf(ancestors: readonly unknown[], last: unknown): string {
  let path = ''
  for (const [index, ancestor] of ancestors.entries()) {
    if (isSeq(ancestor)) {
      const next = ancestors[index + 1]
      path += `[${next === undefined ? String(last) : ancestor.items.indexOf(next)}]`
    } else if (typeof ancestor === 'object' && ancestor !== null && 'key' in ancestor) {
      path += `${path === '' ? '' : '.'}${isScalar(ancestor.key) ? String(ancestor.key.value) : '?'}`
    }
  }
  return path === '' ? 'the whole file' : path
}

function duplicatesIn(path: string, source: string, document: Document): readonly Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value) && key.value !== '<<' && problems.length < mostDuplicates) {
          const place = { path, line: lineAt(source, key.range?.[0] ?? 0) }
          problems.push({ code: 'duplicate-key', key: String(key.value), place })
        }
        seen.add(key.value)
      }
    },
  })
  return problems
}
