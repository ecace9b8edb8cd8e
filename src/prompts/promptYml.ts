import { isScalar, isSeq } from 'yaml'
import { failure, type Outcome, success } from '../text/outcome.ts'
import type { Problem } from '../text/problem.ts'
import { lineAt } from './lineEnds.ts'
import type { MessageTemplate, PromptFile, PromptFormat, Target } from './promptFile.ts'
import { braces, fillIn, placeholdersIn, tokensIn } from './tokens.ts'
import { foldedReason, respell, textRange, type YamlText } from './yamlScalar.ts'
import { type Found, itemsOf, readYaml, rootOf, sharedBy, valueAt, type YamlTree } from './yamlTree.ts'

/**
 * A GitHub Models prompt: the contents of its `messages` are the texts. Line ends after a content, which a block has by
 * its chomping, belong to the file and not to the text, so that a candidate need not know about them.
 */
export const promptYml: PromptFormat = {
  name: 'prompt-yml',
  matches: path => /\.prompt\.ya?ml$/.test(path),
  parse,
  replace,
  tokens: text => tokensIn(braces, text),
  fill: (text, vars) => fillIn(braces, text, vars),
}

function parse(path: string, source: string): Outcome<PromptFile> {
  const read = readYaml(path, source)
  if (!read.ok) return read
  const tree = read.value
  const root = rootOf(tree)
  const list = valueAt(tree, root, 'messages')
  // Other tools use the suffix too; what makes it this format is its list of messages.
  if (list === undefined || !isSeq(list.node)) return failure({ code: 'not-a-prompt', place: { path, line: 1 } })

  const contents: Content[] = []
  for (const [index, item] of itemsOf(tree, list).entries()) {
    const content = readMessage(tree, path, source, item, index)
    if (!content.ok) return content
    contents.push(content.value)
  }
  const places = contents.filter(({ role }) => role !== 'assistant')
  const line = lineAt(source, list.keyStart)
  if (places.length === 0) return failure({ code: 'no-target', place: { path, line } })
  const targets = inOrder(places.filter(({ yaml }) => yaml.text.trim() !== ''))
  if (targets.length === 0) return failure({ code: 'prompt-empty', place: { path, line } })

  const model = valueAt(tree, root, 'model')?.node
  return success({
    path,
    format: 'prompt-yml',
    source,
    targets: targets.map(content => targetOf(source, content)),
    messages: contents.map(content => messageOf(content)),
    ...(isScalar(model) && typeof model.value === 'string' && model.value !== '' ? { model: model.value } : {}),
    problems: [...tree.duplicates, ...targets.flatMap(content => problemsOf(path, source, tree, content))],
  })
}

interface Content {
  readonly id: string
  readonly role: MessageTemplate['role']
  readonly yaml: YamlText
  readonly found: Found
}

/** As strict as the tool itself: a message that cannot be sent as it stands is not left out in silence. */
function readMessage(tree: YamlTree, path: string, source: string, item: Found, index: number): Outcome<Content> {
  const id = `messages[${index}]`
  const refuse = (detail: string, at: Found): Outcome<Content> =>
    failure({ code: 'prompt-unparsable', detail, place: { path, line: lineAt(source, startOf(at)) } })
  const role = valueAt(tree, item, 'role')
  const name = role !== undefined && isScalar(role.node) ? String(role.node.value).toLowerCase() : ''
  if (name !== 'system' && name !== 'user' && name !== 'assistant')
    return refuse(`the role of ${id} is not system, user or assistant`, role ?? item)

  const found = valueAt(tree, item, 'content')
  if (found === undefined) return refuse(`${id} has no content`, item)
  const yaml = yamlTextOf(source, found)
  if (yaml === undefined) return refuse(`the content of ${id} is not a text; does it need quotes?`, found)
  return success({ id, role: name, yaml, found })
}

function startOf({ node, keyStart }: Found): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : keyStart
}

function yamlTextOf(source: string, { node, keyStart, inFlow }: Found): YamlText | undefined {
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

/** The first system message, the first user message, then the rest as they stand. */
function inOrder(contents: readonly Content[]): readonly Content[] {
  const system = contents.find(({ role }) => role === 'system')
  const user = contents.find(({ role }) => role === 'user')
  const first = [system, user].filter(content => content !== undefined)
  return [...first, ...contents.filter(content => !first.includes(content))]
}

function targetOf(source: string, { id, yaml }: Content): Target {
  const range = textRange(source, yaml)
  return { id, text: yaml.text, range, line: lineAt(source, range[0]), placeholders: placeholdersIn(braces, yaml.text) }
}

function messageOf({ id, role, yaml }: Content): MessageTemplate {
  const text = yaml.text + yaml.tail
  return role === 'assistant' || yaml.text.trim() === '' ? { role, text } : { role, text, target: id }
}

function problemsOf(path: string, source: string, tree: YamlTree, content: Content): readonly Problem[] {
  const { line } = targetOf(source, content)
  const detail = refusal(tree, content)
  const problems: Problem[] = detail === undefined ? [] : [{ code: 'not-writable', detail, place: { path, line } }]
  for (const braced of content.yaml.text.matchAll(/\{\{([^{}\n]+)\}\}/g)) {
    const name = braced[1]?.trim() ?? ''
    if (name === '' || name === braced[1]) continue
    const lines = content.yaml.style === 'literal' ? lineAt(content.yaml.text, braced.index) - 1 : 0
    problems.push({ code: 'spaced-placeholder', name, place: { path, line: line + lines } })
  }
  return problems
}

/** What forbids to write the text whatever it is replaced with, in the words of a reason. */
function refusal(tree: YamlTree, { yaml, found }: Content): string | undefined {
  const [duplicate] = tree.duplicates
  if (tree.severalDocuments) return 'the file holds more than one YAML document'
  if (duplicate?.code === 'duplicate-key') return `the key ${duplicate.key} stands twice in the same map`
  const shared = sharedBy(tree, found)
  if (shared !== undefined) return `the text is shared through ${shared}`
  if (isScalar(found.node) && found.node.tag !== undefined) return `the text carries the tag ${found.node.tag}`
  return yaml.style === 'folded' ? foldedReason : undefined
}

function replace(file: PromptFile, target: Target, text: string): Outcome<string> {
  const refuse = (detail: string): Outcome<string> =>
    failure({ code: 'not-writable', detail, place: { path: file.path, line: target.line } })
  const read = readYaml(file.path, file.source)
  if (!read.ok) return read
  const tree = read.value
  const content = findContent(tree, file, target)
  if (content === undefined) return refuse('the file does not hold this text')
  const detail = refusal(tree, content)
  if (detail !== undefined) return refuse(detail)
  const spelling = respell(file.source, content.yaml, text)
  if ('refused' in spelling) return refuse(spelling.refused)
  return success(file.source.slice(0, target.range[0]) + spelling.written + file.source.slice(target.range[1]))
}

function findContent(tree: YamlTree, file: PromptFile, target: Target): Content | undefined {
  const list = valueAt(tree, rootOf(tree), 'messages')
  const index = Number(/^messages\[(\d+)\]$/.exec(target.id)?.[1] ?? -1)
  const item = list === undefined ? undefined : itemsOf(tree, list)[index]
  const content = item === undefined ? undefined : readMessage(tree, file.path, file.source, item, index)
  return content?.ok ? content.value : undefined
}
