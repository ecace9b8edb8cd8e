import { itemNouns } from './talk.ts'

/** A line with which an item of a list begins. */
export interface ItemMark {
  /** The number of the line, from 0. */
  readonly line: number
  /** What is around the number: the items of one list look alike. */
  readonly style: string
  readonly indent: number
  /** What the number may be, from 1: "i" is the ninth letter and the first Roman number. Empty for a bullet. */
  readonly numbers: readonly number[]
  /** Whether it names what follows as a prompt: "Prompt 2". An instruction or option may be a part of one. */
  readonly namesPrompt: boolean
  /** The rest of the line. */
  readonly rest: string
}

const numerals = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']
const ideographs = '一二三四五六七八九十'
const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫'

/** "1.", "(2)", "**3)**", "## 4:", "#5", "6️⃣", "⑦", "b)", "iv.", "二、", "**Prompt 1:**", "New instruction #2:" */
const mark = new RegExp(
  String.raw`^(?<indent>[ \t]*)(?<head>(?:#{1,6}[ \t]+)?(?<bold>[*_]{2})?(?<noun>(?:\p{L}+ )?(?:${itemNouns})[ ]*)?[(\[#]?)` +
    String.raw`(?<number>\d{1,2}|[a-h]|[ivx]{1,4}|[${ideographs}]|[${circled}])(?![\p{L}\p{N}])` +
    String.raw`(?<tail>\uFE0F?\u20E3|[ \t]?[-–—](?=\s)|[)\]]?[.):：、]?)(?<rest>.*)$`,
  'iu',
)

/** The marks in a text, in order. */
export const marksIn = (lines: readonly string[]): readonly ItemMark[] =>
  lines.flatMap((text, line) => {
    const { indent = '', head = '', bold = '', noun, number = '', tail = '', rest = '' } = mark.exec(text)?.groups ?? {}
    const isMarked = noun !== undefined || tail !== '' || /[([#]$/.test(head) || circled.includes(number)
    if (number === '' || !isMarked || /^\d/.test(rest)) return []
    const numbers = numbersOf(number)
    const style = `${indent.length}${head}${tail}${/^\d/.test(number)}`.toLowerCase()
    return [
      {
        line,
        style,
        indent: indent.length,
        numbers,
        namesPrompt: /prompt|version|variant|candidate|alternative|提示|方案/i.test(noun ?? ''),
        rest:
          /^#+[ \t]/.test(head) && rest.trim() !== ''
            ? `**${rest.replaceAll('*', '').trim()}**`
            : withoutBold(rest, bold),
      },
    ]
  })

/** `**1.** text`, or a title that is bold together with its number. */
function withoutBold(rest: string, bold: string): string {
  const end = bold === '' ? -1 : rest.indexOf(bold)
  const [title, text] =
    end < 0 ? ['', rest] : [rest.slice(0, end), rest.slice(end + bold.length).replace(/^[ \t]*[:：]/, '')]
  return (text.trim() === '' && !/^\W*$/.test(title) ? `**${title.trim()}**` : text).trim()
}

export const bulletsIn = (lines: readonly string[]): readonly ItemMark[] =>
  lines.flatMap((text, line) => {
    const [, indent = '', bullet = '', rest] = /^([ \t]*)([-*•–])[ \t]+(.*)$/.exec(text) ?? []
    return rest === undefined
      ? []
      : [{ line, style: indent.length + bullet, indent: indent.length, numbers: [], namesPrompt: false, rest }]
  })

function numbersOf(text: string): readonly number[] {
  const figure = Number.parseInt(text, 10)
  if (figure >= 0) return [figure]
  const letter = text.toLowerCase()
  const places = [circled.indexOf(text), ideographs.indexOf(text), numerals.indexOf(letter), 'abcdefgh'.indexOf(letter)]
  return places.flatMap(place => (place < 0 ? [] : [place + 1]))
}

/**
 * The marks of the outermost list: those that look like the first, without those of the lists within its items, which
 * begin at 1 again. Where a mark could go on with either list, a blank line before it ends the inner one. A list within
 * the last of several items only is no part of it, but goes on with other items.
 */
export function outermost(marks: readonly ItemMark[], lines: readonly string[]): readonly ItemMark[] {
  const [first] = marks
  const same = marks.filter(({ style }) => style === first?.style)
  const alike = same.length > 1 ? same : marks.filter(({ indent }) => indent === first?.indent)
  if (alike.every(({ numbers }) => numbers.length === 0 || (numbers.length === 1 && numbers[0] === 1))) return alike
  const items: ItemMark[] = []
  let inner = 0
  let haveLists = false
  for (const one of alike) {
    const goesOnWithin = inner > 0 && one.numbers.includes(inner + 1) && lines[one.line - 1]?.trim() !== ''
    const isNext = one.numbers.includes(items.length + 1)
    if (goesOnWithin) inner++
    else if (isNext || !one.numbers.includes(1) || (items.length > 1 && !haveLists)) {
      items.push(one)
      inner = 0
    } else {
      inner = 1
      haveLists = true
    }
  }
  return items
}
