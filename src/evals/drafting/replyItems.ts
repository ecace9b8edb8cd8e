import { withoutThoughts } from '../../text/reasoning/thoughts.ts'
import { literally } from '../../text/words.ts'

/** An item of a list in a reply, with the number that it bears, or its place if it bears none. */
export interface ReplyItem {
  readonly number: number
  readonly text: string
}

/**
 * The items of a list as models write them: numbers, words with numbers (`Message 1:`) or dashes, perhaps bold, with
 * text that goes on in the next lines, after an opening sentence or none. A reply without any list is one item on each
 * line.
 */
export function replyItems(reply: string): readonly ReplyItem[] {
  const text = withoutThoughts(reply)
    .replace(/\r\n?/g, '\n')
    .replace(/^```[^\n]*$/gm, '')
    .trim()
  const numbered = itemsAt(text, /^[ \t]{0,4}(?:#{1,4} *)?(?:\*\*)?(\d{1,2})[.):](?:\*\*)?[ \t]+/gm)
  if (numbered.length > 0) return numbered
  const named = itemsAt(text, /^[ \t]{0,4}(?:#{1,4} *)?(?:\*\*)?\p{L}{2,20} #?(\d{1,2})(?:\*\*)?[.):](?:\*\*)?\s+/gmu)
  if (named.length > 1 && named[0]?.number === 1) return named
  const marked = itemsAt(text, /^[ \t]{0,4}()[-*•][ \t]+/gm)
  if (marked.length > 0) return marked
  const lines = text.split('\n').filter(line => line.trim() !== '' && !/:$/.test(line.trim()))
  return lines.map((line, at) => ({ number: at + 1, text: bare(line) })).filter(isFilled)
}

const isFilled = ({ text }: ReplyItem): boolean => /[\p{L}\p{N}]/u.test(text)

function itemsAt(text: string, mark: RegExp): readonly ReplyItem[] {
  const starts = Array.from(text.matchAll(mark))
  return starts
    .map(({ index, 0: whole, 1: number }, at) => {
      const item = text.slice(index + whole.length, starts[at + 1]?.index)
      // A blank line ends the last item: what follows comments on the list.
      const own = at === starts.length - 1 ? (item.split(/\n\s*\n/)[0] ?? '') : item
      return { number: number === '' || number === undefined ? at + 1 : Number(number), text: bare(own) }
    })
    .filter(isFilled)
}

/** Without what models put around a text: a label of its kind, a title on a line of its own, quotes, bold. */
export function bare(text: string): string {
  let inner = text.trim()
  for (;;) {
    const next = inner
      .replace(
        /^(?:\*\*)?(?:an? |the )?(?:ordinary|unusual|near[- ]miss|edge|adversarial|tricky|short|long|rule|input|text|answer)(?: (?:one|text|input|case|example|message))?(?: \d+)?(?:\*\*:|:\*\*|:)\s+/i,
        '',
      )
      .replace(/^\*\*[^*\n]{1,60}\*\*:?[ \t]*\n\s*/, '')
      .replace(/^\*\*([^*]+)\*\*$/, '$1')
      .replace(/^(?:"([^"]+)"|“([^”]+)”|'([^']+)'|`([^`]+)`)[.,]?$/, '$1$2$3$4')
      .trim()
    if (next === inner) return inner
    inner = next
  }
}

/**
 * The values of several placeholders in one item: `name: value` in any order, separated by bars, semicolons or line
 * ends. Undefined if one of them is missing. The whole item is the value of a lone placeholder.
 */
export function valuesIn(text: string, placeholders: readonly string[]): Readonly<Record<string, string>> | undefined {
  const [only, second] = placeholders
  if (second === undefined) {
    const name = only ?? 'input'
    const value = bare(
      text.replace(new RegExp(`^(?:\\{\\{\\s*)?${literally(name)}(?:\\s*\\}\\})?\\s*[:=]\\s*`, 'i'), ''),
    )
    return value === '' ? undefined : { [name]: value }
  }
  const marks = Array.from(
    text.matchAll(
      new RegExp(
        `(?:^|[|;\\n,{]\\s*)["*]{0,2}(${placeholders.map(literally).join('|')})["*]{0,2}\\s*[:=]\\**\\s*`,
        'gi',
      ),
    ),
  )
  const values: Record<string, string> = {}
  for (const [at, mark] of marks.entries()) {
    const name = placeholders.find(one => one.toLowerCase() === mark[1]?.toLowerCase())
    const value = bare(text.slice(mark.index + mark[0].length, marks[at + 1]?.index).replace(/\s*[|;}]\s*$/, ''))
    if (name !== undefined && value !== '') values[name] ??= value
  }
  return placeholders.every(name => Object.hasOwn(values, name)) ? values : undefined
}
