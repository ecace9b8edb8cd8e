import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type ChatMessage, type Draft, draftChat, promptFormat } from '../draft.ts'
import { type LanguageName, languages } from '../languages.ts'
import { type DataTree, fieldAt, mayBePrompt, readData } from '../source/dataTree.ts'
import { partField, type Spelt, spanField, type TextField } from '../source/sourceField.ts'
import { logicIn } from '../source/templateTokens.ts'

/** A Semantic Kernel prompt: all of `skprompt.txt`, or the `template` of a YAML file. Messages are in XML tags. */
export const semanticKernel = promptFormat('semantic-kernel', matches, read, path =>
  isText(path) ? settingsFile : undefined,
)

/** Beside a text file: its language, and values for what a call leaves open. */
const settingsFile = 'config.json'

const isText = (path: string): boolean => /(?:^|\/)skprompt\.txt$/.test(path)

function matches(path: string, source?: string): boolean {
  if (isText(path)) return true
  if (source === undefined || !mayBePrompt(source) || !/\.ya?ml$/.test(path) || !/^\uFEFF?template\s*:/m.test(source))
    return false
  const data = readData(path, source)
  if (!data.ok || fieldAt(data.value.root, 'template') === undefined) return false
  const { root } = data.value
  // LangChain has the first two keys too, but it names its own type, or lists its variables as plain words.
  const described = root.get('input_variables')?.items.some(item => item.kind === 'map') === true
  const format = fieldAt(root, 'template_format')?.text ?? ''
  return (
    root.get('_type') === undefined &&
    (described || root.get('execution_settings') !== undefined || formats.has(format))
  )
}

const formats: ReadonlyMap<string, LanguageName> = new Map([
  ['semantic-kernel', 'semantic-kernel'],
  ['handlebars', 'handlebars'],
  ['jinja2', 'jinja'],
  ['liquid', 'jinja'],
])

function read(path: string, source: string, settings?: string): Outcome<Draft> {
  if (!isText(path)) {
    const data = readData(path, source)
    const field = data.ok ? fieldAt(data.value.root, 'template') : undefined
    if (!data.ok) return data
    return field === undefined
      ? failure({ code: 'not-a-prompt', place: { path, line: 1 } })
      : fromSettings(path, field, data.value)
  }
  const field = spanField(source, source.startsWith('\uFEFF') ? 1 : 0, source.length)
  if (field.text === '') return failure({ code: 'prompt-empty', place: { path, line: 1 } })
  if (settings === undefined) return fromTemplate(path, field, guess(field.text))
  const data = readData(path.slice(0, path.lastIndexOf('/') + 1) + settingsFile, settings)
  return data.ok ? fromSettings(path, field, data.value) : data
}

/** The template with what its settings say: the language, and the variables with their defaults. */
function fromSettings(path: string, field: TextField, { root, problems }: DataTree): Outcome<Draft> {
  const named = fieldAt(root, 'template_format')?.text ?? ''
  const draft = fromTemplate(path, field, formats.get(named) ?? 'semantic-kernel')
  if (!draft.ok) return draft
  const defaults = (root.get('input_variables')?.items ?? []).flatMap((item): [string, string][] => {
    const [name, given] = [fieldAt(item, 'name')?.text, item.get('default')]
    const value = given?.plain ?? (given?.field === undefined ? '' : given.field.text + given.field.tail)
    // An empty default counts as none, as in Semantic Kernel.
    return name === undefined || value === '' ? [] : [[name, value]]
  })
  return success({
    ...draft.value,
    defaults: Object.fromEntries(defaults),
    problems: [...problems, ...draft.value.problems],
  })
}

/** Without settings, the marks in the text show its language. */
function guess(text: string): LanguageName {
  if (/\{\{\s*\$/.test(text)) return 'semantic-kernel'
  if (/\{%/.test(text)) return 'jinja'
  // In Semantic Kernel's own language a variable has a dollar sign, and a function the name of its plugin.
  const names = text.match(/\{\{[^{}]*\}\}/g) ?? []
  const isPlain = names.length > 0 && names.every(name => /^\{\{\s*[A-Za-z_]\w*\s*\}\}$/.test(name))
  return isPlain || /\{\{[#>{]/.test(text) ? 'handlebars' : 'semantic-kernel'
}

function fromTemplate(path: string, field: TextField, language: LanguageName): Outcome<Draft> {
  const messages = messagesIn(field)
  const chat = draftChat(
    path,
    field.lineOf(0),
    messages.length > 0 ? messages : [{ id: 'template', role: 'user', field }],
  )
  if (!chat.ok) return chat
  // Text outside of the messages is not sent, but may decide which messages are sent.
  const around = messages.length > 0 ? logicIn(languages[language], field.text.replace(message, '')) : undefined
  const place = { path, line: field.lineOf(0) }
  const problems: readonly Problem[] =
    around === undefined ? [] : [{ code: 'template-logic', token: around.token, place }]
  return success({ ...chat.value, language, problems })
}

const message = /<message\s+role\s*=\s*["'](\w+)["'][^<>]*>([\s\S]*?)<\/message>/dg

function messagesIn(field: TextField): readonly ChatMessage[] {
  return Array.from(field.text.matchAll(message), (match, index) => {
    const [from = 0, to = 0] = match.indices?.[2] ?? []
    const role =
      match[1] === 'system' || match[1] === 'developer' ? 'system' : match[1] === 'user' ? 'user' : 'assistant'
    return { id: `messages[${index}]`, role, field: { ...partField(field, from, to, xml), lead: '', tail: '' } }
  })
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** How XML spells special characters. */
const xml: Spelt = {
  read: spelled =>
    spelled.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (token, decimal?: string, hex?: string, name?: string) => {
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      if (name !== undefined) return entities.get(name) ?? token
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : token
    }),
  write: text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
}
