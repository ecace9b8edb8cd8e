import { type Document, isMap, isScalar, isSeq, type ParsedNode, type YAMLSeq } from 'yaml'
import { type Outcome, success } from '../../problem/outcome.ts'
import { mistakeIn, parsedYaml } from '../../prompts/parsedYaml.ts'
import { firstLine, unparsable } from '../reading/rows/rows.ts'

/** Parses YAML and keeps its tokens, which know the columns. Of several documents only the first counts. */
export function parseKept(path: string, text: string): Outcome<Document.Parsed> {
  const document = parsedYaml(text, { keepSourceTokens: true })
  const error = mistakeIn(document)
  return error ? unparsable(path, firstLine(error.message)) : success(document)
}

/** The list at the root, or under a key of the root. */
export function listIn(root: ParsedNode | null, key: string | undefined): YAMLSeq<ParsedNode> | undefined {
  if (key === undefined) return isSeq(root) ? root : undefined
  if (!isMap(root)) return undefined
  const value = root.items.find(item => isScalar(item.key) && item.key.value === key)?.value
  return isSeq(value) ? value : undefined
}

/** Where the last value inside a node ends, and whether it is a block, which ends after its line. */
export function leafEnd(node: unknown): { readonly at: number; readonly isBlock: boolean } | undefined {
  if (isMap(node) && !node.flow && node.items.length > 0) {
    const last = node.items.at(-1)
    return leafEnd(last?.value) ?? leafEnd(last?.key)
  }
  if (isSeq(node) && !node.flow && node.items.length > 0) return leafEnd(node.items.at(-1))
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined
  const at: unknown = node.range[1]
  if (typeof at !== 'number') return undefined
  return { at, isBlock: isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') }
}
