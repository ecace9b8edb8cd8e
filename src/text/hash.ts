import { createHash } from 'node:crypto'

/** The SHA-256 of the text's UTF-8 bytes, as 64 hex digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Its first 12 hex digits: enough to name the cases and candidates of one project. */
export const shortHash = (text: string): string => sha256(text).slice(0, 12)
