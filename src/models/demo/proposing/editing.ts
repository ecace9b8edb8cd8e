/** A prompt cut into lines and sentences; joined they give the text exactly. */
export function sentencesOf(prompt: string): readonly string[] {
  return prompt.match(/\n+|[^\n]+?(?:[.!?:…]+["')\]]*(?=\s|$)[ \t]*|(?=\n)|$)/g) ?? []
}

/** A sentence in the form in which it is compared: without case, white space and final punctuation. */
export const plainSentence = (sentence: string): string =>
  sentence
    .toLowerCase()
    .replace(/[^a-z0-9{}$ ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Whether a piece may be moved or cut: it says something, and contains no placeholder, heading, code or mark-up. */
export const isFree = (piece: string): boolean => plainSentence(piece) !== '' && !/[{}<>#`|]|\$\{|^\s*---/.test(piece)

/** The prompt with a sentence inserted after one of the pieces of its advice; if it has no advice, at the start. */
export function withSentence(prompt: string, sentence: string, roll: number): string {
  const pieces = sentencesOf(prompt)
  const places = pieces.flatMap((piece, index) => (isFree(piece) && !piece.trimEnd().endsWith(':') ? [index] : []))
  // Usually at the end of the advice, sometimes in the middle.
  const at = roll < 0.7 ? places.at(-1) : places[Math.floor(((roll - 0.7) / 0.3) * places.length)]
  const before = at === undefined ? undefined : pieces[at]
  if (at === undefined || before === undefined) return prompt.trim() === '' ? sentence : `${sentence}\n${prompt}`
  const bullet = /^\s*[-*]\s/.exec(before)?.[0]
  const ended = /[.!?:…]["')\]]*\s*$/.test(before) ? before.trimEnd() : `${before.trimEnd()}.`
  const after = /[ \t]+$/.exec(before)?.[0] ?? ''
  const added = bullet === undefined ? `${ended} ${sentence}${after}` : `${before.trimEnd()}\n${bullet}${sentence}`
  return pieces.toSpliced(at, 1, added).join('')
}

/** The prompt without one of its pieces, and without the gap that it leaves. */
export const withoutPiece = (prompt: string, index: number): string =>
  sentencesOf(prompt)
    .toSpliced(index, 1)
    .join('')
    .replace(/[ \t]+$/gm, '')
    .trim()
