import type { Change } from '../../src/text/diff.ts'

/**
 * A difference in a more readable form: several replaced words in a row become one removal and one addition, instead of
 * alternating with the spaces that both share. The text on either side stays exactly the same.
 */
export function grouped(changes: readonly Change[]): readonly Change[] {
  const made: Change[] = []
  let removed = ''
  let added = ''
  for (const [index, { kind, text }] of changes.entries()) {
    const next = changes[index + 1]
    const between = kind === 'same' && isSpace(text) && (removed !== '' || added !== '') && next !== undefined
    if (kind === 'removed' || between) removed += text
    if (kind === 'added' || between) added += text
    if (kind !== 'same' || between) continue
    flush()
    made.push({ kind, text })
  }
  flush()
  return made

  function flush() {
    // A space at the edge of a group that both sides share is not a change.
    const shared = removed !== '' && added !== '' ? (/\s$/.exec(removed)?.[0] ?? '') : ''
    const end = shared !== '' && added.endsWith(shared) ? shared : ''
    const parts: Change[] = [
      { kind: 'removed', text: removed.slice(0, removed.length - end.length) },
      { kind: 'added', text: added.slice(0, added.length - end.length) },
      { kind: 'same', text: end },
    ]
    made.push(...parts.filter(({ text }) => text !== ''))
    removed = ''
    added = ''
  }
}

/** Line breaks stay shared: a change does not extend over unchanged lines. */
const isSpace = (text: string) => /^[^\S\n]+$/.test(text)
