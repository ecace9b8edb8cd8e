/**
 * The prompt without what models put around it, in any combination: white space, a code fence, a tag that names a
 * prompt, a heading or label such as "Here is the new prompt:", quotes. An unclosed tag or fence is removed too,
 * because its reply was complete. If the current prompt itself has such a wrapper, it is part of the prompt and stays.
 */
export function unwrap(text: string, current = ''): string {
  const own = current.trim()
  const wrappers = [fenceOf, taggedIn, quotedIn].filter(inside => inside(own) === undefined)
  let bare = text.trim()
  for (;;) {
    const found = wrappers.map(inside => inside(bare)).find(inner => inner !== undefined)
    const inner = (found ?? withoutLabel(bare, own)).trim()
    if (inner === bare) return bare
    bare = inner
  }
}

/** The contents of a fence that encloses the whole text; the closing fence may be missing. */
export function fenceOf(text: string): string | undefined {
  const whole = /^(`{3,}|~{3,})[^\n`]*\n([\s\S]*?)\n?\1$/.exec(text)?.[2]
  if (whole !== undefined) return whole
  const opened = /^(`{3,}|~{3,})[^\n`]*\n([\s\S]*)$/.exec(text)
  return opened?.[1] !== undefined && !opened[2]?.includes(opened[1]) ? opened[2] : undefined
}

const names = '(?:current_?|new_?|improved_?|revised_?)?(?:prompt|instructions?|task|placeholder|text)'

/** The contents of tags that name them. If a prompt uses tags itself, those are inside the text and stay. */
function taggedIn(text: string): string | undefined {
  const opened = new RegExp(`^<(${names})>([\\s\\S]*)$`, 'i').exec(text)
  const [, name, rest] = opened ?? []
  if (name !== undefined && rest !== undefined) {
    const closing = `</${name}>`
    const end = rest.toLowerCase().lastIndexOf(closing.toLowerCase())
    if (end < 0) return rest
    // Text after the closing tag is a comment, unless it is long.
    return rest.slice(end + closing.length).trim().length < mostTalk ? rest.slice(0, end) : undefined
  }
  return new RegExp(`^([\\s\\S]*)</${names}>$`, 'i').exec(text)?.[1]
}

/** The maximum length in characters of a model's comment around a text. */
const mostTalk = 300

function withoutLabel(text: string, own: string): string {
  const named = [label, heading, rule, ...[announcement, preamble, bareLabel].filter(pattern => !pattern.test(own))]
  return named.reduce((rest, pattern) => rest.replace(pattern, ''), text)
}

const noun = '(?:prompt|instructions?)'
const kind = '(?:new|improved|revised|refined|modified|better|updated)'

/** "Sure! Here is the new prompt:", "Improved instruction 2:" and the like. */
const label = new RegExp(
  `^(?:\\*\\*)?(?:(?:sure|certainly|of course|okay)[,.!]*\\s+)?(?:here(?: is|['’]s) )?(?:the |your |my |an? )?${kind}(?: version of the)? ${noun}(?: \\d+)?(?:\\*\\*:|:\\*\\*|:)\\s+(?=\\S)`,
  'i',
)

/** A first line that announces the rest: "Based on this, here is a revised instruction that should help:". */
const preamble = new RegExp(
  `^[^\\n]{0,120}\\b(?:here(?: is|['’]s)|${kind})\\b[^\\n]{0,60}\\b${noun}\\b[^\\n]{0,80}:\\s*\\n+(?=\\S)`,
  'i',
)

/** A first line such as "Here's a clearer version:". */
const announcement = /^(?:\w+[,.!] +)?here(?: is|['’]s) [^\n]{0,80}:\s*\n+(?=\S)/i

/** A line across the page, at either end. */
const rule = /^(?:-{3,}|\*{3,})\s*\n+|\n\s*(?:-{3,}|\*{3,})$/

/** "Instruction: …", "Output: …" and "The better instruction is: …", which may also begin a prompt of the user. */
const bareLabel = new RegExp(
  `^(?:\\*\\*)?(?:the )?(?:${kind} )?(?:${noun}|output|answer)(?: (?:is|was))?(?:\\*\\*:|:\\*\\*|:)\\s*(?=\\S)`,
  'i',
)

const heading = new RegExp(`^#{1,4} *(?:the |your |my )?${kind} ${noun}:?\\s*\\n`, 'i')

/** The text inside quotes that open at the start and close at the end, with no other quote in between. */
const quotedIn = (text: string): string | undefined =>
  /^(?:"([^"]+)"|“([^“”]+)”|«([^«»]+)»|'([^']+)'|`([^`\n]+)`|\*\*([^*]+)\*\*)$/
    .exec(text)
    ?.slice(1)
    .find(inner => inner !== undefined)
