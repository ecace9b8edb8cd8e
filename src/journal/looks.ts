import { closeSync, writeSync } from 'node:fs'
import { openOwn, readOwn } from '../disk/plainFile.ts'
import { Refused } from '../problem/systemProblem.ts'
import { makeRoot, ownRecord, places } from './runPaths.ts'

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

/**
 * Records a look. Several processes share this file, so it is only ever appended to, one short line at a time. Throws
 * `Refused` if it is not this program's own.
 */
export function noteLook(folder: string, look: TestLook): void {
  makeRoot(folder)
  const opened = openOwn(places(folder).looks, true)
  if (!opened.ok) throw new Refused(opened.problem)
  writeSync(opened.value.file, `${JSON.stringify(look)}\n`)
  closeSync(opened.value.file)
}

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

function readLooks(folder: string): readonly TestLook[] {
  const bytes = ownRecord(folder).ok ? readOwn(places(folder).looks, largest) : undefined
  if (!bytes?.ok) return []
  return bytes.value
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .flatMap(line => {
      const raw = parsed(line)
      return isLook(raw) ? [raw] : []
    })
}

const isLook = (raw: unknown): raw is TestLook =>
  typeof raw === 'object' &&
  raw !== null &&
  'evalSet' in raw &&
  'test' in raw &&
  'texts' in raw &&
  Array.isArray(raw.texts) &&
  raw.texts.every(text => typeof text === 'string')

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
