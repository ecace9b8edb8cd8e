import { countWords } from '../../text/words.ts'
import { type Fence, fencesIn } from './fences.ts'
import { promptsInJson } from './inJson.ts'
import { bulletsIn, type ItemMark, marksIn, outermost } from './itemMarks.ts'
import { announces, announcesList, endsInColon, isRemark, labelOf, leadsTo } from './talk.ts'
import { dedented, namesPrompt } from './unwrap.ts'

/**
 * The prompts of a reply that names each as one, by tags or headings: "Prompt 2". Empty unless there are several, or if
 * the current prompt names some itself.
 */
export function namedItems(reply: string, current: string): readonly string[] {
  const items = namedIn(reply)
  return namedIn(current).length === 0 && items.every(item => countWords(item) > 1) ? items : []
}

function namedIn(reply: string): readonly string[] {
  const tagged = taggedItems(reply)
  if (tagged.length > 1) return tagged
  const lines = reply.split('\n')
  const isFenced = fencedIn(reply)
  const items = outermost(
    marksIn(lines).filter(mark => mark.namesPrompt && !isFenced(mark)),
    lines,
  )
  const isLone = items.length > 1 && isLedTo(items, lines) && isRemark(belowList(items, lines).join('\n'), '')
  return isLone ? textsOf(items, lines) : []
}

/** Whether nothing but talk stands above a list. */
const isLedTo = ([first]: readonly ItemMark[], lines: readonly string[]): boolean =>
  leadsTo(lines.slice(0, first?.line).join('\n'), announcesList)

/** The prompts of a reply that is a list, whatever its items are marked with; empty if it is none. */
export function listedItems(reply: string): readonly string[] {
  const tagged = taggedItems(reply)
  if (tagged.length > 1) return tagged
  const lines = reply.split('\n')
  const isFenced = fencedIn(reply)
  const numbers = marksIn(lines).filter(mark => !isFenced(mark))
  const bullets = bulletsIn(lines).filter(mark => !isFenced(mark))
  const items = outermost(isFirst(bullets, numbers) ? bullets : numbers, lines)
  if (items.length > 1 || (items.length === 1 && items[0]?.numbers.length !== 0))
    return isLedTo(items, lines) ? textsOf(items, lines) : []
  const fences = fencesIn(reply)
  const [fence] = fences
  const inFences = leadsTo(reply.slice(0, fence?.start), announcesList) ? fences.map(({ inside }) => inside) : []
  const json = promptsInJson((fence ? inFences[0] : reply) ?? '')
  if (json !== undefined && fences.length < 2) return json
  if (fence !== undefined) return inFences.length > 1 ? inFences : []
  const rows = tableItems(lines)
  return rows.length > 1 ? rows : bareLines(lines)
}

/** Whether a list of bullets holds the numbered ones, or there are no numbers. */
const isFirst = ([bullet]: readonly ItemMark[], [number]: readonly ItemMark[]): boolean =>
  number === undefined || (bullet !== undefined && bullet.line < number.line && bullet.indent < number.indent)

/** Tells the marks that stand within a fence of a text. */
function fencedIn(text: string): (mark: ItemMark) => boolean {
  const ranges = fencesIn(text).map(({ start, end }) => [linesBefore(text, start), linesBefore(text, end)] as const)
  return ({ line }) => ranges.some(([first, last]) => first < line && line < last)
}

const linesBefore = (text: string, end: number): number => text.slice(0, end).split('\n').length - 1

/**
 * `<prompt>` or `<prompt1>`, each once or several times, if nothing but talk and tags of the list stands outside. Another
 * name is that of another part of one prompt.
 */
function taggedItems(reply: string): readonly string[] {
  const parts = taggedParts(reply)
  const isList = parts.every(({ holds }) => holds === parts[0]?.holds)
  const outside = [...parts, undefined].map((part, at) => reply.slice(parts[at - 1]?.end ?? 0, part?.start))
  const isTalk = outside
    .map(text => text.replace(/^\s*(?:<\/?\w+>|or|and|oder|und)\s*$/gim, '').trim())
    .every(text => leadsTo(text, announcesList) || isRemark(text, ''))
  return isList && isTalk ? parts.map(({ inside }) => inside) : []
}

/** What stands in tags that name a prompt, with their names but for a number. */
export const taggedParts = (reply: string): readonly Fence[] =>
  Array.from(
    reply.matchAll(/<([A-Za-z][\w-]*)(?<!s)(?:\s[^<>\n]*)?>([\s\S]*?)<\/\1>/g),
    ({ index, 0: whole, 1: name = '', 2: inside = '' }) => ({
      start: index,
      end: index + whole.length,
      holds: name.replace(/[_-]?\d+$/, ''),
      inside,
      isClosed: true,
    }),
  ).filter(({ holds }) => /prompt|instruction/i.test(holds) && namesPrompt(holds))

/** The items' texts, without a title, without comments, and the last one without what is said after the list. */
const textsOf = (items: readonly ItemMark[], lines: readonly string[]): readonly string[] =>
  partsOf(items, lines.slice(0, lines.length - belowList(items, lines).length)).map(({ rest, more }) =>
    itemText(rest, more),
  )

interface ItemPart {
  readonly rest: string
  readonly more: readonly string[]
}

const partsOf = (items: readonly ItemMark[], lines: readonly string[]): readonly ItemPart[] =>
  items.map(({ line, rest }, at) => ({ rest, more: lines.slice(line + 1, items[at + 1]?.line) }))

/** What follows the first paragraph of the last item, after a list whose items are a paragraph each. */
function belowList(items: readonly ItemMark[], lines: readonly string[]): readonly string[] {
  const parts = partsOf(items, lines)
  const last = parts.at(-1)
  const areShort = parts.slice(0, -1).every(({ rest, more }) => more.length === ownParagraph(rest, more))
  return last && items.length > 1 && areShort ? last.more.slice(ownParagraph(last.rest, last.more)) : []
}

/** The number of lines up to the one that begins a second paragraph and is not indented. */
function ownParagraph(first: string, more: readonly string[]): number {
  const filled = (lines: readonly string[]) => lines.filter(line => line.trim() !== '').length
  const isText = first !== '' && !isTitle(first, filled(more))
  const isBegun = (at: number) => isText || filled(more.slice(0, at)) > 0
  const end = more.findIndex((line, at) => /^\S/.test(line) && more[at - 1]?.trim() === '' && isBegun(at))
  return end < 0 ? more.length : end
}

function itemText(first: string, rest: readonly string[]): string {
  const lines = [first, ...dedented(rest.join('\n')).split('\n')]
  const last = lines.findLastIndex((line, at) => at > 0 && line.trim() !== '' && !isNote(line, lines[at - 1] ?? ''))
  const text = lines.slice(0, Math.max(last, 0) + 1)
  const below = text.slice(1).filter(line => line.trim() !== '')
  if (isTitle(first, below.length))
    return below.length === 1 ? bulletless(below[0] ?? '') : text.slice(1).join('\n').trim()
  return text.join('\n').trim().replace(boldTitle, '')
}

/** A title of an item: bold, or a word or two with a colon before a single line. */
const isTitle = (line: string, below: number): boolean =>
  below > 0 &&
  (/^\*\*[^*]+\*\*:?$/.test(line) ||
    labelOf(line) !== undefined ||
    (below === 1 && endsInColon(line) && countWords(line) <= fewWords))

const fewWords = 3
const boldTitle = /^\*\*[^*\n]{1,60}(?::\*\*|\*\*\s*[:–-])\s*(?=\S)/
const bulletless = (line: string): string => line.replace(/^\s*[-*•]\s+/, '')

/** What a writer says about an item in its last lines. */
const isNote = (line: string, above: string): boolean =>
  /\p{L}/u.test(line) && isRemark(line, '') ? !endsInColon(above) : marked.test(line) && aboutItem.test(line)

const marked = /^\s*(?:[-•–(]|[*_]+\S|\*\s)/
const aboutItem =
  /^\s*[-*•–(_\s]+(?:this (?:is|makes|ensures|helps|emphasi[sz]es|focuses|clarifies|keeps)|why (?:it|this)\b[^:：]{0,30}[:：]|(?:focuses on|emphasi[sz]es|clarifies|highlights))(?!\p{L})/iu

/** The longest column of a table with several rows. */
function tableItems(lines: readonly string[]): readonly string[] {
  const rows = lines
    .filter(line => /^\s*\|.*\|\s*$/.test(line))
    .map(line =>
      line
        .trim()
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim()),
    )
  const [, , ...body] = rows
  const lengths = (rows[0] ?? []).map((_, column) => body.reduce((sum, row) => sum + (row[column]?.length ?? 0), 0))
  const longest = lengths.indexOf(Math.max(...lengths))
  return body.flatMap(row => row[longest] || [])
}

/** The lines of a reply that marks none of them, if each could be a prompt; blank lines part the paragraphs of one. */
function bareLines(lines: readonly string[]): readonly string[] {
  const filled = lines.map(line => line.trim()).filter(line => line !== '')
  const own = filled.filter((line, at) => !(at === 0 && announces(line)) && !(at > 0 && isRemark(line, '')))
  const quoted = own.filter(line => /^["“«「].+["”»」][.,]?$/u.test(line))
  if (quoted.length > 1 && own.length - quoted.length <= 1) return quoted
  const areApart = lines.slice(lines.indexOf(own[0] ?? '')).includes('')
  return !areApart && own.length >= fewestLines && own.every(line => countWords(line) >= fewestWords) ? own : []
}

const [fewestLines, fewestWords] = [4, 4]

/** The text of a numbered list of one. */
export function onlyItem(text: string): string | undefined {
  const lines = text.split('\n')
  const [first, second] = outermost(marksIn(lines), lines)
  if (first?.line !== 0 || second !== undefined || first.namesPrompt || !first.numbers.includes(1)) return undefined
  return [first.rest, ...lines.slice(1)].join('\n')
}
