import { failure, type Outcome, success } from '../text/outcome.ts'
import type { FormatName, PromptFile, PromptFormat, Target } from './promptFile.ts'
import { promptMd } from './promptMd.ts'
import { promptYml } from './promptYml.ts'

/** Every prompt format by its name: adding one is a file in this folder and a line here. */
export const formats = {
  'prompt-md': promptMd,
  'prompt-yml': promptYml,
} as const satisfies Record<FormatName, PromptFormat>

export const formatOf = (path: string): PromptFormat | undefined =>
  Object.values(formats).find(format => format.matches(path))

/**
 * Reads a prompt file from its whole text, in which a byte order mark is kept as U+FEFF. Fails where nothing in it can be
 * optimized; lesser trouble is in its `problems`, and a `not-writable` there stands on the line of the target it is about.
 */
export function readPromptFile(path: string, source: string): Outcome<PromptFile> {
  const format = formatOf(path)
  return format === undefined ? failure({ code: 'not-a-prompt', place: { path } }) : format.parse(path, source)
}

/**
 * The source with the target's text replaced. The result is read again before it is handed out: it holds exactly the
 * text, and every character around it is as it was. A text with LF line ends takes those of the span it replaces; the
 * text that is there already gives the source itself, whatever its line ends. Fails with `unknown-target`, or with
 * `not-writable` and why.
 */
export function replaceTarget(file: PromptFile, targetId: string, text: string): Outcome<string> {
  const target = findTarget(file, targetId)
  if (!target.ok) return target
  if (text === target.value.text) return success(file.source)

  const refuse = (detail: string): Outcome<string> =>
    failure({ code: 'not-writable', detail, place: { path: file.path, line: target.value.line } })
  if (/\p{Surrogate}/u.test(text)) return refuse('the text holds half of a character, which UTF-8 cannot express')
  const written = formats[file.format].replace(file, target.value, text)
  if (!written.ok) return written
  const doubt = doubtAbout(file, target.value, text, written.value)
  return doubt === undefined ? written : refuse(doubt)
}

export function findTarget(file: PromptFile, targetId: string): Outcome<Target> {
  const target = file.targets.find(({ id }) => id === targetId)
  const known = file.targets.map(({ id }) => id)
  return target === undefined
    ? failure({ code: 'unknown-target', target: targetId, known, place: { path: file.path } })
    : success(target)
}

/** What is wrong with the written source, if anything: nothing but the target may have changed. */
function doubtAbout(file: PromptFile, target: Target, text: string, written: string): string | undefined {
  const before = file.source.slice(0, target.range[0])
  const after = file.source.slice(target.range[1])
  const kept = written.length >= before.length + after.length && written.startsWith(before) && written.endsWith(after)
  if (!kept) return 'characters around the text would change'

  const again = formats[file.format].parse(file.path, written)
  if (!again.ok) return 'the file could not be read again with this text in it'
  if (again.value.targets.length !== file.targets.length || again.value.messages.length !== file.messages.length)
    return 'the file would hold other messages with this text in it'
  if (again.value.model !== file.model) return 'the file would name another model with this text in it'
  for (const [index, old] of file.targets.entries()) {
    const now = again.value.targets[index]
    if (now?.id !== old.id) return 'the file would hold other messages with this text in it'
    if (now.text !== (old.id === target.id ? text : old.text)) return 'the text would be read back differently'
  }
  const sent = file.messages.every((old, index) => {
    const now = again.value.messages[index]
    // What follows the target's text in its message, its last line end, stays.
    const expected = old.target === target.id ? text + old.text.slice(target.text.length) : old.text
    return now?.role === old.role && now.target === old.target && now.text === expected
  })
  return sent ? undefined : 'a message would be sent otherwise than meant'
}
