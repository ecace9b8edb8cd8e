import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type ChatMessage, type Draft, draftChat, promptFormat } from '../draft.ts'
import { isLikelyPrompt } from '../finding/promptPaths.ts'
import { type LanguageName, languages } from '../languages.ts'
import type { MessageTemplate } from '../promptFile.ts'
import { type DataNode, fieldAt, mayBePrompt, readData } from '../source/dataTree.ts'
import type { TextField } from '../source/sourceField.ts'
import { fillIn } from '../source/templateTokens.ts'

/** A LangChain prompt as `load_prompt` reads it, or as the hub exports it. */
export const langchain = promptFormat('langchain', matches, read)

/** Any data file may have this suffix, so the path alone decides only if its name or folder is telling. */
function matches(path: string, source?: string): boolean {
  if (!/\.(?:json|ya?ml)$/.test(path)) return false
  if (source === undefined) return isLikelyPrompt(path)
  if (!mayBePrompt(source) || !/["']?(?:_type|input_variables|lc)["']?\s*:/.test(source)) return false
  const data = readData(path, source)
  // A file that only another parser can read is reported with its line, if its name says that it is a prompt.
  return data.ok
    ? kindOf(data.value.root) !== undefined
    : isLikelyPrompt(path) && /^(?:_type|input_variables)\s*:/m.test(source)
}

function kindOf(root: DataNode): 'hub' | 'plain' | undefined {
  if (root.get('lc') !== undefined && root.get('kwargs')?.kind === 'map') return 'hub'
  const type = root.get('_type')
  if (type?.kind === 'text') return types.has(type.field?.text ?? '') ? 'plain' : undefined
  const named = root.get('input_variables')?.items.every(item => item.kind === 'text')
  return named === true && root.get('template')?.kind === 'text' ? 'plain' : undefined
}

const types: ReadonlySet<string> = new Set(['prompt', 'few_shot', 'chat'])

function read(path: string, source: string): Outcome<Draft> {
  const data = readData(path, source)
  if (!data.ok) return data
  const { root, problems } = data.value
  const kind = kindOf(root)
  if (kind === undefined) return failure({ code: 'not-a-prompt', place: { path, line: 1 } })
  const body = kind === 'hub' ? root.get('kwargs') : root
  const at = kind === 'hub' ? 'kwargs.' : ''
  const draft =
    root.get('_type')?.field?.text === 'few_shot' || body?.get('suffix') !== undefined
      ? fewShot(path, body ?? root, at)
      : fromChat(path, root, body?.get('messages') === undefined ? single(body ?? root, at) : chat(body, at))
  if (!draft.ok) return draft
  const language = languageOf(body ?? root)
  return success({ ...draft.value, language, problems: [...problems, ...draft.value.problems] })
}

function languageOf(body: DataNode): LanguageName {
  const first = body.get('messages')?.items[0]
  const format = fieldAt(body, 'template_format') ?? fieldAt(templateNode(first)?.node, 'template_format')
  return format?.text === 'jinja2' ? 'jinja' : format?.text === 'mustache' ? 'handlebars' : 'f-string'
}

function fromChat(path: string, root: DataNode, messages: readonly ChatMessage[]): Outcome<Omit<Draft, 'language'>> {
  const chat = draftChat(path, root.line, messages)
  return chat.ok ? success({ ...chat.value, problems: [] }) : chat
}

function single(body: DataNode, at: string): readonly ChatMessage[] {
  const field = fieldAt(body, 'template')
  return field === undefined ? [] : [{ id: `${at}template`, role: 'user', field }]
}

/**
 * Each message holds its prompt, either as a map or wrapped as the hub does; the place for the chat so far holds none.
 */
function chat(body: DataNode | undefined, at: string): readonly ChatMessage[] {
  return (body?.get('messages')?.items ?? []).flatMap((item, index): readonly ChatMessage[] => {
    const found = templateNode(item)
    const field = fieldAt(found?.node, 'template')
    return found === undefined || field === undefined
      ? []
      : [{ id: `${at}messages[${index}].${found.path}template`, role: roleOf(item), field }]
  })
}

const wrappings = ['', 'prompt.', 'kwargs.', 'prompt.kwargs.', 'kwargs.prompt.', 'kwargs.prompt.kwargs.']

function templateNode(item: DataNode | undefined): { readonly node: DataNode; readonly path: string } | undefined {
  for (const path of wrappings) {
    const keys = path.split('.').filter(key => key !== '')
    const node = keys.reduce<DataNode | undefined>((node, key) => node?.get(key), item)
    if (node?.get('template')?.kind === 'text') return { node, path }
  }
  return undefined
}

function roleOf(item: DataNode): MessageTemplate['role'] {
  const named =
    item.get('id')?.items.at(-1)?.field?.text ?? fieldAt(item, '_type')?.text ?? fieldAt(item, 'role')?.text ?? ''
  return /^system/i.test(named) ? 'system' : /^(?:ai|assistant)/i.test(named) ? 'assistant' : 'user'
}

/**
 * The texts before and after the examples of a few-shot prompt: each is a target, and together they form one message.
 */
function fewShot(path: string, body: DataNode, at: string): Outcome<Omit<Draft, 'language'>> {
  const prefix = fieldAt(body, 'prefix')
  const suffix = fieldAt(body, 'suffix')
  const shown = shownIn(body)
  const parts: { readonly text: string; readonly id?: string; readonly field?: TextField }[] = [
    ...(prefix === undefined ? [] : [{ text: prefix.text + prefix.tail, id: `${at}prefix`, field: prefix }]),
    ...(shown ?? []).map(text => ({ text })),
    ...(suffix === undefined ? [] : [{ text: suffix.text + suffix.tail, id: `${at}suffix`, field: suffix }]),
  ].filter(({ text }) => text !== '')
  const between = fieldAt(body, 'example_separator')
  const separator = between === undefined ? '\n\n' : between.text + between.tail
  const whole = parts.map(({ text }) => text).join(separator)
  const targets = parts.flatMap(({ id, field }) =>
    id === undefined || field === undefined || field.text.trim() === '' ? [] : [{ id, field }],
  )
  if (targets.length === 0) return failure({ code: 'no-target', place: { path, line: body.line } })
  const messages = targets.map(({ id }): MessageTemplate => {
    const before = parts
      .slice(
        0,
        parts.findIndex(part => part.id === id),
      )
      .map(({ text }) => text + separator)
    return { role: 'user', text: whole, target: id, at: before.join('').length, only: id }
  })
  const problems = targets.map(
    ({ field }): Problem => ({
      code: 'template-logic',
      token: 'examples from another file',
      place: { path, line: field.lineOf(0) },
    }),
  )
  return success({ targets, messages, problems: shown === undefined ? problems : [] })
}

/** The examples that the prompt shows, filled in; undefined if they are in another file. */
function shownIn(body: DataNode): readonly string[] | undefined {
  const shown = body.get('examples')
  if (shown === undefined) return []
  const own = templateNode(body.get('example_prompt'))?.node
  const form = fieldAt(own, 'template')
  if (shown.kind !== 'list' || form === undefined) return undefined
  const names = (own?.get('input_variables')?.items ?? []).flatMap(item => item.field?.text ?? [])
  return shown.items.map(item => {
    const vars = Object.fromEntries(names.map(name => [name, fieldAt(item, name)?.text ?? '']))
    return escaped(fillIn(languages['f-string'], form.text + form.tail, vars))
  })
}

/** Text that is filled in already: its braces are doubled, because the whole message is filled once more. */
const escaped = (text: string): string => text.replaceAll('{', '{{').replaceAll('}', '}}')
