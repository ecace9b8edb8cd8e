/**
 * Decodes UTF-8 bytes; undefined if they are not UTF-8. A byte order mark is kept as U+FEFF, so that encoding the text
 * gives the same bytes.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
