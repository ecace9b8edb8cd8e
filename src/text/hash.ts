import { createHash } from 'node:crypto'

/** The SHA-256 of the text's UTF-8 bytes, as 64 hex digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/**
 * 12 hex digits of it: enough to name the cases and candidates of one project. They are the first ones or, where those
 * hold no letter, the first that do: what counts or dates has none.
 */
export const shortHash = (text: string): string =>
  sha256(text)
    .replace(/^\d+(?=\d{11}[a-f])/, '')
    .slice(0, 12)
