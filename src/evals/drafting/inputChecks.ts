import { kindsInWords } from './requests.ts'

/** The longest input that is kept, in characters. */
const longestInput = 4000

/** Whether a text is an input, and not talk, a copy of the prompt, one word again and again, an answer, or an unfilled placeholder. */
export function isInput(text: string, prompt: string): boolean {
  if (
    text.length > longestInput ||
    isStammer(text) ||
    isAnswerAsked(text, prompt) ||
    /\{\{|\[(?:insert|your|name|text|input)[^\]]*\]/i.test(text)
  )
    return false
  if (/^(?:sure|certainly|of course|here (?:is|are))\b[^\n]{0,60}[:.!]?$/i.test(text)) return false
  return text.length < 20 || !key(prompt).includes(key(text))
}

/** Whether a text is JSON by the keys that the prompt quotes: the answer to an input that the model kept to itself. */
function isAnswerAsked(text: string, prompt: string): boolean {
  const keys = Array.from(text.matchAll(/"([^"\n]{1,60})"\s*:/g), match => match[1] ?? '')
  return /^\s*\{/.test(text) && keys.length > 0 && keys.every(name => prompt.includes(`"${name}"`))
}

/** Small models get caught in a word or a phrase: a long text of few different words. */
function isStammer(text: string): boolean {
  const words = key(text).split(' ')
  return words.length >= 24 && 4 * new Set(words).size < words.length
}

/**
 * Whether a text only repeats what was asked for: an answer of the closed list, or mostly words of the request and of how
 * kinds of inputs are described. Small models write such lists.
 */
export function echoes(text: string, labels: readonly string[], request: string): boolean {
  const own = key(text)
  const told = key([request, ...Object.values(kindsInWords)].join(' '))
  if (labels.some(label => key(label) === own)) return true
  const known = new Set(told.split(' '))
  const words = own.split(' ').filter(word => word.length >= 4)
  return words.length > 0 && words.filter(word => known.has(word)).length >= mostlyTold * words.length
}

/** From this share of its longer words on, a text is made of what was asked for. */
const mostlyTold = 0.8

/** A text by its words alone: the same for texts that differ in case, spaces and punctuation. */
export const key = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
