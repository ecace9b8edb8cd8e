import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Draft } from '../draft.ts'
import { findFrontmatter } from './frontmatter.ts'
import { type Header, readHeader } from './header.ts'
import { lineAt } from './lineEnds.ts'
import { spanField, type TextField } from './sourceField.ts'

/** A Markdown file with or without a YAML header. */
export interface MarkdownFile {
  /** White space at both ends of the body belongs to the file, so the text is always what `trim` leaves. */
  readonly body: TextField
  readonly model?: string
  /** The header with the offsets of its contents between the fences. */
  readonly header?: Header & { readonly start: number; readonly end: number }
  readonly problems: readonly Problem[]
}

export function readMarkdown(path: string, source: string): Outcome<MarkdownFile> {
  const mark = source.startsWith('\uFEFF') ? 1 : 0
  const found = findFrontmatter(source, mark)
  if (found.kind === 'unclosed') return failure({ code: 'unclosed-frontmatter', place: { path, line: 1 } })
  if (found.kind === 'none') return success({ body: spanField(source, mark, source.length), problems: [] })
  const { start, end } = found
  const header = readHeader(path, source, start, end)
  return success({
    body: spanField(source, found.body, source.length),
    ...(header.model === undefined ? {} : { model: header.model }),
    header: { ...header, start, end },
    // VS Code does not recognise a header after a byte order mark and would send it as text. Here it is read as
    // intended, with a warning.
    problems:
      mark === 1 ? [{ code: 'byte-order-mark', place: { path, line: 1 } }, ...header.problems] : header.problems,
  })
}

/** Reads a Markdown file whose body is its only text, sent as one message with the given role. */
export const markdownReader =
  (role: 'system' | 'user', language: 'markdown' | 'guidance') =>
  (path: string, source: string): Outcome<Draft> => {
    const file = readMarkdown(path, source)
    if (!file.ok) return file
    const { body, model, problems } = file.value
    if (body.text === '') return failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })
    const messages = [{ role, text: body.text, target: 'body' }]
    return success({ language, targets: [{ id: 'body', field: body }], messages, model, problems })
  }
