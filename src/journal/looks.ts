import { addNote, notesIn } from './notes.ts'

/** One time that prompts were scored on test cases, or on all cases of an eval set. */
export interface TestLook {
  readonly at: string
  /** The fingerprint of the eval set, in hex. */
  readonly evalSet: string
  /** The hash of the test cases, in hex; null if all cases were scored. */
  readonly test: string | null
  /** The hashes of the prompts, in hex. */
  readonly texts: readonly string[]
}

/** The test cases that a look is about. */
export type LookedAt = Readonly<Record<'evalSet' | 'test', string>>

/** Bytes. A look takes about 300. */
const largest = 16 * 2 ** 20

/** Records a look. Throws `Refused` if the record is not this program's own. */
export const noteLook = (folder: string, look: TestLook): void => addNote(folder, 'looks', look)

/**
 * How often test cases were looked at for other prompts than the `original`, which is in every comparison. The same
 * prompts count once, however often they are scored, and those in `now` do not count.
 */
export function looksBefore(
  folder: string,
  { evalSet, test }: LookedAt,
  original: string,
  now: readonly string[] = [],
): number {
  const others = (texts: readonly string[]): string =>
    texts
      .filter(text => text !== original)
      .sort()
      .join()
  const seen = readLooks(folder).filter(look => (look.test === null ? look.evalSet === evalSet : look.test === test))
  const known = new Set(seen.map(({ texts }) => others(texts)))
  known.delete(others(now))
  known.delete('')
  return known.size
}

const readLooks = (folder: string): readonly TestLook[] => notesIn(folder, 'looks', largest).filter(isLook)

const isLook = (raw: unknown): raw is TestLook =>
  typeof raw === 'object' &&
  raw !== null &&
  'evalSet' in raw &&
  'test' in raw &&
  'texts' in raw &&
  Array.isArray(raw.texts) &&
  raw.texts.every(text => typeof text === 'string')
