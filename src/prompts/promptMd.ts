import { isMap, isScalar, parseDocument } from 'yaml'
import { failure, type Outcome, success } from '../text/outcome.ts'
import type { Problem } from '../text/problem.ts'
import { findFrontmatter } from './frontmatter.ts'
import { lineAt, lineEndOf, toLf, withLineEnds } from './lineEnds.ts'
import type { PromptFile, PromptFormat, Target } from './promptFile.ts'
import { fillIn, markdown, placeholdersIn, tokensIn } from './tokens.ts'

/**
 * A VS Code prompt file: a header of YAML, and a body that is sent as one user message. White space at both ends of the
 * body belongs to the file, not to the text, so that the text is always what `trim` leaves of it.
 */
export const promptMd: PromptFormat = {
  name: 'prompt-md',
  matches: path => path.endsWith('.prompt.md'),
  parse,
  replace,
  tokens: text => tokensIn(markdown, text),
  fill: (text, vars) => fillIn(markdown, text, vars),
}

function parse(path: string, source: string): Outcome<PromptFile> {
  const mark = source.startsWith('\uFEFF') ? 1 : 0
  const header = findFrontmatter(source, mark)
  if (header.kind === 'unclosed') return failure({ code: 'unclosed-frontmatter', place: { path, line: 1 } })

  const body = source.slice(header.kind === 'closed' ? header.body : mark)
  const start = source.length - body.trimStart().length
  const end = source.length - body.length + body.trimEnd().length
  if (start >= end) return failure({ code: 'prompt-empty', place: { path, line: lineAt(source, source.length) } })

  const text = toLf(source.slice(start, end))
  const line = lineAt(source, start)
  const target: Target = { id: 'body', text, range: [start, end], line, placeholders: placeholdersIn(markdown, text) }
  const { model, problems } =
    header.kind === 'closed' ? readHeader(path, source, header.start, header.end) : { model: undefined, problems: [] }
  return success({
    path,
    format: 'prompt-md',
    source,
    targets: [target],
    messages: [{ role: 'user', text, target: 'body' }],
    ...(model === undefined ? {} : { model }),
    // VS Code takes a header after the mark for text and would send it; it is read as it was meant, and said.
    problems:
      mark === 1 && header.kind === 'closed'
        ? [{ code: 'byte-order-mark', place: { path, line: 1 } }, ...problems]
        : problems,
  })
}

/** Trouble in the header does not keep the body from being read. */
function readHeader(path: string, source: string, start: number, end: number): { model?: string; problems: Problem[] } {
  const header = toLf(source.slice(start, end))
  const document = parseDocument(header, { prettyErrors: false, uniqueKeys: false })
  const [error] = document.errors
  if (error !== undefined) {
    const place = { path, line: lineAt(source, start) + lineAt(header, error.pos[0]) - 1 }
    return { problems: [{ code: 'prompt-unparsable', detail: error.message, place }] }
  }
  const model = isMap(document.contents) ? document.contents.get('model', true) : undefined
  return isScalar(model) && typeof model.value === 'string' && model.value !== ''
    ? { model: model.value, problems: [] }
    : { problems: [] }
}

function replace(file: PromptFile, target: Target, text: string): Outcome<string> {
  const [start, end] = target.range
  if (text !== text.trim()) {
    const detail = 'the text starts or ends with white space, which belongs to the file'
    return failure({ code: 'not-writable', detail, place: { path: file.path, line: target.line } })
  }
  const written = withLineEnds(text, lineEndOf(file.source, file.source.slice(start, end)))
  return success(file.source.slice(0, start) + written + file.source.slice(end))
}
