import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { MessageTemplate, PromptFile, Target } from './promptFile.ts'
import { findTarget, formats, readPromptFile } from './readPromptFile.ts'

/**
 * The source with the target's text replaced. The result is read again before it is returned, to make sure that it
 * holds exactly the text and that every other character is unchanged. A text with LF line ends takes the line ends of
 * the span it replaces. If the text equals the present one, the result is the source itself, whatever its line ends.
 * Fails with `unknown-target`, or with `not-writable` and the reason.
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

/** The message with the text in the target's place; everything around the target stays. */
export function withText({ text: old, target: id, at = 0 }: MessageTemplate, target: Target, text: string): string {
  return id === target.id ? old.slice(0, at) + text + old.slice(at + target.text.length) : old
}

/** What is wrong with the written source, if anything: only the target may have changed. */
function doubtAbout(file: PromptFile, target: Target, text: string, written: string): string | undefined {
  const before = file.source.slice(0, target.range[0])
  const after = file.source.slice(target.range[1])
  const kept = written.length >= before.length + after.length && written.startsWith(before) && written.endsWith(after)
  if (!kept) return 'characters around the text would change'

  // The new text may contain the marks by which other formats and languages are recognised.
  const again = readPromptFile(file.path, written, file.settings)
  if (!again.ok) return 'the file could not be read again with this text in it'
  if (again.value.targets.length !== file.targets.length || again.value.messages.length !== file.messages.length)
    return 'the file would hold other messages with this text in it'
  if (again.value.format !== file.format) return 'the file would be taken for another format with this text in it'
  if (again.value.language !== file.language)
    return 'the file would be taken for another template language with this text in it'
  if (again.value.model !== file.model) return 'the file would name another model with this text in it'
  for (const [index, old] of file.targets.entries()) {
    const now = again.value.targets[index]
    if (now?.id !== old.id) return 'the file would hold other messages with this text in it'
    if (now.text !== (old.id === target.id ? text : old.text)) return 'the text would be read back differently'
  }
  const sent = file.messages.every((old, index) => {
    const now = again.value.messages[index]
    if (now?.role !== old.role || now.target !== old.target || now.only !== old.only) return false
    return (old.only ?? target.id) !== target.id || now.text === withText(old, target, text)
  })
  return sent ? undefined : 'a message would be sent otherwise than meant'
}
