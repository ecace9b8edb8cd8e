import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type ChatMessage, type Draft, draftChat, promptFormat } from '../draft.ts'
import type { MessageTemplate } from '../promptFile.ts'
import { type DataNode, fieldAt, mayBePrompt, readData } from '../source/dataTree.ts'
import { mapOf, readHeader, textValues } from '../source/header.ts'
import type { TextField } from '../source/sourceField.ts'

/**
 * A file of DotPrompt for .NET, which has the suffix of Google's Dotprompt: YAML with a system and a user text in Liquid
 * under `prompts`.
 */
export const dotPromptNet = promptFormat('dotprompt-net', matches, read)

function matches(path: string, source?: string): boolean {
  if (source === undefined || !path.endsWith('.prompt') || !mayBePrompt(source) || !/^\uFEFF?prompts\s*:/m.test(source))
    return false
  const data = readData(path, source)
  // A text that shows such a file is no YAML as a whole; one that begins with a key is meant to be.
  return data.ok ? data.value.root.get('prompts')?.kind === 'map' : /^\uFEFF?\w+\s*:/.test(source)
}

function read(path: string, source: string): Outcome<Draft> {
  const data = readData(path, source)
  if (!data.ok) return data
  const { root, problems } = data.value
  const prompts = root.get('prompts')
  const line = prompts?.keyLine ?? 1
  const [system, user] = [fieldAt(prompts, 'system'), fieldAt(prompts, 'user')]
  if (user === undefined)
    return failure({ code: 'prompt-unparsable', detail: 'prompts.user is not a text', place: { path, line } })
  const { model, values } = readHeader(path, source, 0, source.length)
  const config = mapOf(values?.config)
  const format = (mapOf(values?.output) ?? mapOf(config?.output))?.format ?? config?.outputFormat
  const kept = (field: TextField, other: TextField | undefined): TextField =>
    format === 'json' && !saysJson(other) ? keepingJson(field) : field
  const texts: readonly ChatMessage[] = [
    ...(system === undefined ? [] : [{ id: 'prompts.system', role: 'system', field: kept(system, user) } as const]),
    { id: 'prompts.user', role: 'user', field: kept(user, system) },
  ]
  const chat = draftChat(path, line, texts)
  if (!chat.ok) return chat
  const unasked: Problem = { code: 'unasked-json', place: { path, line } }
  return success({
    targets: chat.value.targets,
    messages: [...shotsIn(root), ...chat.value.messages.filter(({ text }) => text !== '')],
    language: 'jinja',
    model,
    defaults: textValues(mapOf(config?.input)?.default),
    problems: [...problems, ...(format === 'json' && !saysJson(system) && !saysJson(user) ? [unasked] : [])],
  })
}

const saysJson = (field: TextField | undefined): boolean => /json/i.test(field?.text ?? '')

/** Where JSON is wanted and neither text has the word, DotPrompt sends a request for it that nobody wrote. */
const keepingJson = (field: TextField): TextField => ({
  ...field,
  respell: text =>
    saysJson(field) && !/json/i.test(text) ? { refused: 'the word JSON is needed in it' } : field.respell(text),
})

/** The exchanges that are shown as examples; DotPrompt sends them before the system message. */
const shotsIn = (root: DataNode): readonly MessageTemplate[] =>
  (root.get('fewShots')?.items ?? [])
    .flatMap(shot => [
      { role: 'user', text: whole(fieldAt(shot, 'user')) } as const,
      { role: 'assistant', text: whole(fieldAt(shot, 'response')) } as const,
    ])
    .filter(({ text }) => text !== '')

const whole = (field: TextField | undefined): string => (field === undefined ? '' : field.text + field.tail)
