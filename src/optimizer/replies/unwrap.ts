import { fencesIn } from './fences.ts'
import { onlyPromptInJson } from './inJson.ts'
import { announces, isRemark, type Label, labelOf, promptNouns, withoutOpener } from './talk.ts'

/**
 * The prompt without what models put around it, in any combination: white space, a code fence, tags, quotes, JSON, a
 * heading or label such as "Here is the new prompt:". An unclosed tag or fence is removed too, because its reply was
 * complete. If the current prompt itself has such a wrapper, it is part of the prompt and stays.
 */
export function unwrap(text: string, current = ''): string {
  const own = current.trim()
  const wrappers = [fenceOf, taggedIn, onlyPromptInJson, quotedIn, inBlockQuote].filter(
    inside => inside(own) === undefined,
  )
  let bare = text.trim()
  for (;;) {
    const found = wrappers.map(inside => inside(bare)).find(inner => inner !== undefined)
    const inner = dedented(found ?? withoutLabel(bare, own)).trim()
    if (inner === bare) return bare
    bare = inner
  }
}

/** The contents of a fence or of triple quotes that enclose the whole text; the closing mark may be missing. */
export function fenceOf(text: string): string | undefined {
  const [fence] = fencesIn(text)
  if (fence !== undefined) return fence.start === 0 && fence.end === text.length ? fence.inside : undefined
  const [, mark, inside] = /^("""|''')[^\S\n]*\n?([\s\S]*?)\n?\1?$/.exec(text) ?? []
  return mark === undefined || inside?.includes(mark) ? undefined : inside
}

const naming = new RegExp(
  `^(?:\\w+[_-])?(?:${promptNouns}|task|placeholder|text|system|output|answer|response|result)s?[_-]?\\d*$`,
)
const remarking = /^<(?:explanation|rationale|changes)\b[\s\S]*>$/i

/** Whether a tag names what it holds as the prompt, or as what was requested. */
export const namesPrompt = (tag: string): boolean => naming.test(tag.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase())

/** The contents of tags around the whole text. A tag that names a prompt may be unclosed, or followed by a comment. */
function taggedIn(text: string): string | undefined {
  const [open, name] = /^[<[]([A-Za-z][\w-]*)(?:\s[^<>\n]*)?[>\]]/.exec(text) ?? []
  if (open === undefined || name === undefined) {
    const [close, last] = /[<[]\/([A-Za-z][\w-]*)[>\]]$/.exec(text) ?? []
    const isLost =
      close !== undefined && last !== undefined && namesPrompt(last) && !new RegExp(`[<[]${last}\\b`, 'i').test(text)
    return isLost ? text.slice(0, -close.length) : undefined
  }
  const rest = text.slice(open.length)
  const close = closingOf(rest, name)
  if (close === undefined) return namesPrompt(name) && /^\s*\n/.test(rest) && open.startsWith('<') ? rest : undefined
  const after = rest.slice(close.end).trim()
  const isWhole = after === '' || (namesPrompt(name) && (isRemark(after, '') || remarking.test(after)))
  return isWhole ? withoutCdata(rest.slice(0, close.start)) : undefined
}

/** Where the tag stands that closes one opened before the text. */
function closingOf(text: string, name: string): { readonly start: number; readonly end: number } | undefined {
  let depth = 1
  for (const { index, 0: tag, 1: slash } of text.matchAll(new RegExp(`[<[](/?)${name}(?:\\s[^<>\\n]*)?[>\\]]`, 'gi'))) {
    depth += slash === '' ? 1 : -1
    if (depth === 0) return { start: index, end: index + tag.length }
  }
  return undefined
}

const withoutCdata = (text: string): string => /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/.exec(text)?.[1] ?? text

/** A first line that names the prompt below it, a label before it, an opening word, lines across the page. */
function withoutLabel(text: string, own: string): string {
  const unruled = text.replace(rule, '')
  const bare = withoutOpener(own) === own ? withoutOpener(unruled) : unruled
  const [first = '', ...rest] = bare.split('\n')
  const below = rest.join('\n')
  const isAnnouncement = announces(first) && !own.split('\n').some(announces)
  if (below.trim() !== '' && (isTitle(first, below, own) || isAnnouncement)) return below
  const [lead, name] = inline.exec(bare) ?? []
  const label = name === undefined ? undefined : labelOf(name)
  const isOwn = own.split('\n').some(line => labelOf(inline.exec(line)?.[1] ?? '') !== undefined)
  if (lead !== undefined && label && (label.isNew || (!isOwn && isWrapper(label, first, below))))
    return bare.slice(lead.length)
  const end = rest.at(-1) ?? ''
  return closingLabel.test(end) && labelOf(end)
    ? rest.slice(0, -1).reduce((lines, line) => `${lines}\n${line}`, first)
    : bare
}

/** A line across the page, at either end. */
const rule = /^(?:-{3,}|\*{3,}|={3,})\s*\n+|\n\s*(?:-{3,}|\*{3,}|={3,})$/

/** What stands before the first colon: "**Prompt 1:** ", "The better instruction is: ". */
const inline = /^[\s*_#]*([^\n:：]{1,80}?)[*_]*[:：][*_]*[^\S\n]*(?=\S)/

const closingLabel = /^\s*(?:[-=]{2,}|\[\/)/

/** A heading that does not call the prompt new may be the first of those that the prompt has. */
function isTitle(line: string, below: string, own: string): boolean {
  const label = labelOf(line)
  if (label === undefined || line.startsWith('<')) return false
  const owns = own.split('\n').flatMap(each => labelOf(each) ?? [])
  return label.isNew ? !owns.some(({ isNew }) => isNew) : owns.length === 0 && isWrapper(label, line, below)
}

/**
 * Whether a label or title that does not call the prompt new is none of its parts: "# Instruction" beside "# Answer" is
 * one, and so may be "Answer" above a first of several paragraphs.
 */
function isWrapper({ namesPrompt }: Label, first: string, below: string): boolean {
  const alike = [/^#{1,6} /m, /^\*\*[^*\n]{1,60}(?:\*\*|:)/m, /^\p{L}[\p{L} -]{0,40}(?: *#?\d+)?[:：]/mu]
  const isSeries = alike.find(look => look.test(first))?.test(below) === true
  const content = inline.test(first) ? `${first}\n${below}` : below
  return !isSeries && (namesPrompt || !content.trim().includes('\n\n'))
}

/** The text inside quotes that open at the start and close at the end. */
function quotedIn(text: string): string | undefined {
  const plain =
    /^(?:“([^“”]+)”|„([^„“]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|`([^`\n]+)`|\*\*([^*]+)\*\*|\*(?![\s*])([^*]+)\*|'([^']+)')$/
      .exec(text)
      ?.slice(1)
      .find(inner => inner !== undefined)
  if (plain !== undefined) return plain
  const inner = /^"([\s\S]+)"$/.exec(text)?.[1]
  // Quotes within open first and close last; `"a" or "b"` stands in none.
  return inner !== undefined && (!inner.includes('"') || opensFirst(inner)) ? inner : undefined
}

const opensFirst = (inner: string): boolean =>
  (inner.split('"').length - 1) % 2 === 0 && /(?:^|[\s([{:])$/.test(inner.slice(0, inner.indexOf('"')))

const inBlockQuote = (text: string): string | undefined =>
  /^>/.test(text) && text.split('\n').every(line => /^>/.test(line) || line.trim() === '')
    ? text.replace(/^> ?/gm, '')
    : undefined

/** Without the white space with which all lines begin. */
export function dedented(text: string): string {
  const lines = text.split('\n')
  const indent = Math.min(...lines.filter(line => line.trim() !== '').map(line => line.search(/\S/)))
  return indent > 0 ? lines.map(line => line.slice(indent)).join('\n') : text
}
