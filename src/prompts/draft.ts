import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'
import type { FormatName } from './finding/globs.ts'
import { type LanguageName, languages } from './languages.ts'
import type { MessageTemplate, PromptFile, PromptFormat, Target } from './promptFile.ts'
import type { TextField } from './source/sourceField.ts'
import { logicIn, placeholdersIn } from './source/templateTokens.ts'

/** What a format finds in a file; everything else follows from it in the same way for all formats. */
export interface Draft {
  readonly language: LanguageName
  /** The most sensible target comes first. */
  readonly targets: readonly TargetDraft[]
  readonly messages: readonly MessageTemplate[]
  readonly model?: string | undefined
  readonly defaults?: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

export interface TargetDraft {
  readonly id: string
  readonly field: TextField
}

/** One message of a chat in a file, before it is known which parts of it can be optimized. */
export interface ChatMessage extends TargetDraft {
  readonly role: MessageTemplate['role']
  readonly indentation?: string
}

/** A format whose files are read by one function. */
export function promptFormat(
  name: FormatName,
  matches: PromptFormat['matches'],
  read: (path: string, source: string, settings?: string) => Outcome<Draft>,
  settingsName: PromptFormat['settingsName'] = () => undefined,
): PromptFormat {
  // One file takes many candidates, so its draft is kept as long as the file object lives.
  const drafts = new WeakMap<PromptFile, Draft>()
  return {
    name,
    matches,
    settingsName,
    parse: (path, source, settings) => {
      const draft = read(path, source, settings)
      if (!draft.ok) return draft
      const file = {
        ...promptFile(name, path, source, draft.value),
        ...(settings === undefined ? {} : { settings }),
      }
      drafts.set(file, draft.value)
      return success(file)
    },
    replace: (file, target, text) => {
      const refuse = (detail: string): Outcome<string> =>
        failure({ code: 'not-writable', detail, place: { path: file.path, line: target.line } })
      const known = drafts.get(file)
      const draft = known === undefined ? read(file.path, file.source, file.settings) : success(known)
      if (!draft.ok) return draft
      const field = draft.value.targets.find(({ id }) => id === target.id)?.field
      if (field === undefined) return refuse('the file does not hold this text')
      if (field.refusal !== undefined) return refuse(field.refusal)
      const spelling = field.respell(text)
      if ('refused' in spelling) return refuse(spelling.refused)
      return success(file.source.slice(0, field.range[0]) + spelling.written + file.source.slice(field.range[1]))
    },
  }
}

/**
 * The targets and messages of a chat: the first system message, the first user message, then the rest in file order.
 */
export function draftChat(
  path: string,
  line: number,
  chat: readonly ChatMessage[],
): Outcome<Pick<Draft, 'targets' | 'messages'>> {
  const places = chat.filter(({ role }) => role !== 'assistant')
  if (places.length === 0) return failure({ code: 'no-target', place: { path, line } })
  const targets = inOrder(places.filter(({ field }) => field.text.trim() !== ''))
  if (targets.length === 0) return failure({ code: 'prompt-empty', place: { path, line } })
  return success({ targets, messages: chat.map(message => messageTemplate(message)) })
}

/** A message as it is sent, with a target in it if that can be optimized. */
export function messageTemplate({ id, role, field, indentation }: ChatMessage): MessageTemplate {
  const { lead, text, tail } = field
  const message = { role, text: lead + text + tail, ...(indentation === undefined ? {} : { indentation }) }
  if (role === 'assistant' || text.trim() === '') return message
  return { ...message, target: id, ...(lead === '' ? {} : { at: lead.length }) }
}

function inOrder(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const system = messages.find(({ role }) => role === 'system')
  const user = messages.find(({ role }) => role === 'user')
  const first = [system, user].filter(message => message !== undefined)
  return [...first, ...messages.filter(message => !first.includes(message))]
}

function promptFile(format: FormatName, path: string, source: string, draft: Draft): PromptFile {
  const { language, messages, model, defaults, problems } = draft
  const targets = draft.targets.map(target => targetOf(language, target))
  return {
    path,
    format,
    language,
    source,
    targets,
    messages,
    ...(model === undefined || model === '' ? {} : { model }),
    ...(defaults === undefined || Object.keys(defaults).length === 0 ? {} : { defaults }),
    problems: [
      ...problems,
      ...draft.targets.flatMap(target => refusals(path, target)),
      ...logic(path, language, draft.targets, messages),
    ],
  }
}

function targetOf(language: LanguageName, { id, field }: TargetDraft): Target {
  const placeholders = placeholdersIn(languages[language], field.text)
  return { id, text: field.text, range: field.range, line: field.lineOf(0), placeholders }
}

const refusals = (path: string, { field }: TargetDraft): readonly Problem[] =>
  field.refusal === undefined
    ? []
    : [{ code: 'not-writable', detail: field.refusal, place: { path, line: field.lineOf(0) } }]

/**
 * Template logic that the file's own tool would evaluate and we do not, reported once for each message that holds it.
 */
function logic(
  path: string,
  language: LanguageName,
  targets: readonly TargetDraft[],
  messages: readonly MessageTemplate[],
): readonly Problem[] {
  return messages.flatMap(({ text, target, at }): readonly Problem[] => {
    const found = logicIn(languages[language], text)
    if (found === undefined) return []
    const field = targets.find(({ id }) => id === target)?.field ?? targets[0]?.field
    const line = field?.lineOf(target === undefined ? 0 : Math.max(0, found.at - (at ?? 0))) ?? 1
    return [{ code: 'template-logic', token: found.token, place: { path, line } }]
  })
}
