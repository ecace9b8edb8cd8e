/** What a reply says, and the part of it that states the final answer, if the reply marks one. */
export interface Conclusion {
  /** The reply without its reasoning, markup and typesetting. */
  readonly whole: string
  /** The text after the last mark of a final answer; for "12 is the correct answer", the text before it. */
  readonly final?: string
}

/**
 * Finds the final answer in a reply. It is marked by `####`, "answer is", "answer:", a heading that says so, an answer
 * tag or LaTeX's box; the last mark counts. Without a mark, each kind of answer has its own rule for the whole reply.
 */
export function conclude(reply: string): Conclusion {
  const whole = plain(reply)
  const marks = [...after(whole), ...before(whole)].sort((a, b) => b.at - a.at)
  for (const { read } of marks) {
    const text = read()
    if (/[^\s.:]/.test(text)) return { whole, final: withoutDenied(text.trim()) }
  }
  return { whole }
}

/** The answer in "Not Bergen but Oslo" is Oslo. */
const withoutDenied = (final: string): string => final.replace(/^not\b[^.\n]*?[\s,]but\s+(?:rather\s+)?/i, '')

interface Mark {
  readonly at: number
  /** Reads only the mark that counts: a reply may repeat itself up to its maximum length. */
  read(): string
}

const followed =
  /####|\banswers?["']?\s*(?:(?:is|are|would be|must be|should be)\b\s*:?|[:=])|\bcorrect (?:option|choice)\s*(?:is\b\s*:?|:)|^[^\w\n]*(?:the )?(?:final |correct )?answer[^\w\n]*$/gim

const preceded =
  /(?<!\s)\s+(?:is|are)\s+(?:the|my)\s+(?:(?:correct|right|final|best)\s+)?(?:answer|choice|option)\b(?!\s*[:=])/gi

/** "The count is: 5" marks the answer if nothing better does. */
const faint = /\b(?:is|are):/gi

function after(text: string): Mark[] {
  const marks = [...text.matchAll(followed)]
  const found = marks.length > 0 || text.search(preceded) >= 0 ? marks : [...text.matchAll(faint)]
  return found.map(match => {
    const at = match.index + match[0].length
    return { at, read: () => text.slice(at) }
  })
}

function before(text: string): Mark[] {
  return [...text.matchAll(preceded)].map(match => ({
    at: match.index,
    read: () => sentences(text.slice(0, match.index)).at(-1) ?? '',
  }))
}

/** The sentences and lines of a text, except blank ones. */
export const sentences = (text: string): string[] =>
  text
    .split(/[\r\n]+/)
    .flatMap(line => line.trim().split(/(?<=[.!?])\s+/))
    .filter(sentence => sentence !== '')

/** The reply without markup, typesetting and reasoning; boxes and answer tags become `####` marks. */
export function plain(reply: string): string {
  return withoutMarkup(withoutLatex(reply.replace(/<think(?:ing)?>(?:(?!<think)[\s\S])*?<\/think(?:ing)?>/gi, ' ')))
    .replace(/(?<=\d)[\u00A0\u2007\u202F'\u2019](?=\d{3}(?!\d))/g, ',')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(/[\uFF10-\uFF19]/g, digit => digit.normalize('NFKC'))
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/\u2212/g, '-')
    .replace(/\uFF1A/g, ':')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
    .trim()
}

function withoutMarkup(text: string): string {
  return text
    .replace(/<answer>/gi, ' #### ')
    .replace(/<\/answer>/gi, '\n')
    .replace(/<<[^<>\n]*>>/g, '')
    .replace(/^[ \t]*(?:```|~~~).*$/gm, '')
    .replace(/`/g, '')
    .replace(/\*\*|__/g, '')
    .replace(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, '$1')
    .replace(/^[ \t]*#{1,3}[ \t]+/gm, '')
}

function withoutLatex(text: string): string {
  return unboxed(text)
    .replace(/\\(?:text|textbf|mathrm|mathbf|textit)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\(?:times|cdot)\b/g, '*')
    .replace(/\\(?:left|right)\b/g, '')
    .replace(/\{,\}/g, ',')
    .replace(/\\([%$])/g, '$1')
    .replace(/\\[()[\]]/g, ' ')
    .replace(/\\[,;!]/g, '')
    .replace(/\$(?=\S)([^$\n]*?\S)\$(?!\d)/g, '$1')
}

function unboxed(text: string): string {
  const start = text.lastIndexOf('\\boxed{')
  if (start < 0) return text
  const inside = start + '\\boxed{'.length
  let depth = 1
  let end = inside
  while (end < text.length && depth > 0) {
    if (text[end] === '{') depth++
    if (text[end] === '}') depth--
    end++
  }
  return `${text.slice(0, start)} #### ${text.slice(inside, depth === 0 ? end - 1 : end)}\n${text.slice(end)}`
}
