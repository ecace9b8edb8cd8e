import { countWords } from '../../text/words.ts'

/** From this many words on a prompt is long: it has many parts, of which a new one changes a few. */
const longText = 150

export const isLong = (text: string): boolean => countWords(text) >= longText
