import { isScalar } from 'yaml'
import { lineAt } from './lineEnds.ts'
import type { TextField } from './sourceField.ts'
import { respell, textRange, type YamlText } from './yamlScalar.ts'
import { type FoundNode, sharedBy, type YamlTree } from './yamlTree.ts'

/**
 * A text in a YAML source; undefined if the value is not a text. Line ends at its end, which a block has depending on
 * its chomping, belong to the file and not to the text, so that a candidate need not reproduce them.
 */
export function yamlField(source: string, tree: YamlTree, found: FoundNode): TextField | undefined {
  const yaml = yamlTextOf(source, found)
  if (yaml === undefined) return undefined
  const refusal = refusalOf(tree, found)
  const range = textRange(source, yaml)
  return {
    text: yaml.text,
    lead: '',
    tail: yaml.tail,
    range,
    ...(refusal === undefined ? {} : { refusal }),
    // Only in a literal block does each line of the value have its own source line.
    lineOf: offset => lineAt(source, range[0]) + (yaml.style === 'literal' ? lineAt(yaml.text, offset) - 1 : 0),
    respell: text => respell(source, yaml, text),
  }
}

function yamlTextOf(source: string, { node, keyStart, inFlow }: FoundNode): YamlText | undefined {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined
  const { value, range, type } = node
  let end = value.length
  while (value[end - 1] === '\n') end -= 1
  return {
    style: (type !== undefined && styles.get(type)) || 'plain',
    text: value.slice(0, end),
    tail: value.slice(end),
    scalar: [range[0], range[1]],
    inFlow,
    keyColumn: keyStart - (source.lastIndexOf('\n', keyStart - 1) + 1),
  }
}

const styles: ReadonlyMap<string, YamlText['style']> = new Map([
  ['BLOCK_LITERAL', 'literal'],
  ['BLOCK_FOLDED', 'folded'],
  ['QUOTE_DOUBLE', 'double'],
  ['QUOTE_SINGLE', 'single'],
])

/** Why the text cannot be written, whatever the replacement, worded as a reason. */
function refusalOf(tree: YamlTree, found: FoundNode): string | undefined {
  const [duplicate] = tree.duplicates
  if (tree.severalDocuments) return 'the file holds more than one YAML document'
  if (duplicate?.code === 'duplicate-key') return `the key ${duplicate.key} stands twice in the same map`
  const shared = sharedBy(tree, found)
  if (shared !== undefined) return `the text is shared through ${shared}`
  if (isScalar(found.node) && found.node.tag !== undefined) return `the text carries the tag ${found.node.tag}`
  return undefined
}
