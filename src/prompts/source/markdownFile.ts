import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Draft, TargetDraft } from '../draft.ts'
import { longestDescription } from '../longestDescription.ts'
import type { MessageTemplate } from '../promptFile.ts'
import { findFrontmatter } from './frontmatter.ts'
import { type Header, lenientValues, readHeader } from './header.ts'
import { lineAt } from './lineEnds.ts'
import { spanField, type TextField } from './sourceField.ts'
import { yamlField } from './yamlField.ts'
import { doubleQuoted } from './yamlScalar.ts'
import { readYaml, rootOf, valueAt } from './yamlTree.ts'

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

/** What is chosen by a description among others like it. */
interface Described {
  readonly language: 'skill' | 'guidance'
  /** What is described, with its article, and what is done with it: `a skill`, `load`. */
  readonly what: string
  readonly does: string
}

/**
 * Reads a Markdown file whose body is used only after its description was chosen among others: the description in its
 * header is a target of its own.
 */
export const describedReader =
  (described: Described) =>
  (path: string, source: string): Outcome<Draft> => {
    const file = readMarkdown(path, source)
    if (!file.ok) return file
    const { body, model, problems } = file.value
    const description = descriptionOf(path, source, file.value)
    const targets: TargetDraft[] = []
    const messages: MessageTemplate[] = []
    if (body.text !== '') {
      targets.push({ id: 'body', field: body })
      messages.push({ role: 'system', text: body.text, target: 'body', only: 'body' })
    }
    if (description !== undefined && description.text.trim() !== '') {
      targets.push({ id: 'description', field: description })
      const text = description.text + questionAbout(described)
      messages.push({ role: 'system', text, target: 'description', only: 'description' })
    }
    if (targets.length === 0)
      return failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })
    return success({ language: described.language, targets, messages, model, problems })
  }

/** Asks what is decided when the description is seen alone; the case is the user's request. */
const questionAbout = ({ what, does }: Described): string =>
  `\n\nThe above describes ${what} that you can ${does}. Answer yes if you would ${does} it for what the user says next, else no.`

/** The description in the header; undefined if there is none. A lone CR ends no line in YAML. */
function descriptionOf(path: string, source: string, { header }: MarkdownFile): TextField | undefined {
  if (header === undefined) return undefined
  const { start, end } = header
  const yaml = source.slice(start, end)
  if (/\r(?!\n)/.test(yaml)) return undefined
  const field = header.values ? fieldInYaml(path, yaml) : lenientField(yaml)
  if (field === undefined) return undefined
  return {
    ...field,
    range: [field.range[0] + start, field.range[1] + start],
    lineOf: offset => lineAt(source, start) + field.lineOf(offset) - 1,
    respell: text =>
      Array.from(text).length > longestDescription
        ? { refused: `a description has at most ${longestDescription} characters` }
        : field.respell(text),
  }
}

function fieldInYaml(path: string, yaml: string): TextField | undefined {
  const tree = readYaml(path, yaml)
  const found = tree.ok ? valueAt(tree.value, rootOf(tree.value), 'description') : undefined
  return tree.ok && found !== undefined ? yamlField(yaml, tree.value, found) : undefined
}

/** A description that agents read although the header is not valid YAML; what replaces it is valid. */
function lenientField(header: string): TextField | undefined {
  const found = lenientValues(header).get('description')
  if (found === undefined) return undefined
  const { text, range } = found
  // Where the text starts on the line after its key, nothing parts what is written from the colon.
  const gap = header[range[0] - 1] === ':' ? ' ' : ''
  return {
    text,
    lead: '',
    tail: '',
    range,
    lineOf: () => lineAt(header, range[0]),
    respell: replacement => ({ written: gap + doubleQuoted(replacement) }),
  }
}
