import { createHash } from 'node:crypto'
import { closeSync, existsSync, futimesSync, readdirSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openOwn, readOwn } from '../../disk/plainFile.ts'
import type { AnswerValue } from '../../models/answerStore.ts'
import { keyStart } from '../account.ts'
import { linesOf, longestLine } from '../lines.ts'
import { type Position, positions } from './positions.ts'

/**
 * The answers in the files of a folder, found by key. Only positions are kept in memory; an answer is read on demand.
 */
export interface AnswerFiles {
  get(key: string): AnswerValue | undefined
  set(key: string, position: Position): void
  close(): void
}

/**
 * Indexes those answers files of a folder that this program wrote. A list of its keys lies beside each file, so that
 * only the part written since is read again. A writer brings the lists up to date, and notes as the time of a file that it
 * was used.
 */
export function answerFiles(folder: string, isWriter: boolean): AnswerFiles {
  const index = positions()
  const readers = new Map<string, number | undefined>()
  const known = new Set<string>()
  /** False if a file has gone since the folder was listed: another process has put it together with others. */
  const look = (): boolean => {
    let isWhole = true
    for (const name of runsIn(folder).filter(name => !known.has(name))) {
      const file = join(folder, `${name}.jsonl`)
      const list = keysOf(file)
      if (list === undefined) {
        isWhole = false
        continue
      }
      known.add(name)
      for (const [key, offset, length] of list.entries()) index.set(key, { file, offset, length })
      if (isWriter && list.isLonger) keepList(file, list.bytes())
    }
    return isWhole
  }
  for (let looked = 0; !look() && looked < 3; looked++);
  const read = (key: string): AnswerValue | undefined => {
    const position = index.get(key)
    return position && valueAt(key, position, readers, isWriter)
  }
  return {
    get(key) {
      const position = index.get(key)
      if (position !== undefined && !readers.has(position.file) && !existsSync(position.file)) look()
      return read(key)
    },
    set: (key, position) => index.set(key, position),
    close() {
      for (const reader of readers.values()) if (reader !== undefined) closeSync(reader)
    },
  }
}

/** The ids of the runs that have a file in a folder. */
export const runsIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).flatMap(name => (name.endsWith('.jsonl') ? [name.slice(0, -'.jsonl'.length)] : []))
  } catch {
    return []
  }
}

/** The keys of a file with the positions of their lines, in the format of the list beside it. */
interface KeyList {
  /** Whether it has more keys than the list on disk. */
  readonly isLonger: boolean
  entries(): Iterable<readonly [key: string, offset: number, length: number]>
  bytes(): Buffer
}

/** Undefined if the file has gone; a file that is not this program's own has no keys. */
function keysOf(file: string): KeyList | undefined {
  const opened = openOwn(file, false)
  if (!opened.ok)
    return existsSync(file) || opened.problem.code !== 'file-not-found'
      ? listOf(Buffer.alloc(headBytes), 0, false)
      : undefined
  try {
    let bytes = readList(file, opened.value.size)
    const known = (bytes.length - headBytes) / entryBytes
    let count = known
    for (const { line, offset } of linesOf(opened.value.file, bytes.readDoubleBE(hashBytes))) {
      const key = keyIn(line)
      if (key === undefined) continue
      const at = headBytes + entryBytes * count++
      if (at + entryBytes > bytes.length) bytes = Buffer.concat([bytes], 2 * (at + entryBytes))
      bytes.write(key, at, 'hex')
      bytes.writeDoubleBE(offset, at + keyBytes)
      bytes.writeUInt32BE(line.length, at + keyBytes + 8)
    }
    return listOf(bytes, count, count > known)
  } finally {
    closeSync(opened.value.file)
  }
}

/** The key at the start of a line, a hash of 64 digits. */
export function keyIn(line: Buffer): string | undefined {
  const end = keyStart.length + 2 * keyBytes
  if (line[end] !== 0x22 || !line.subarray(0, keyStart.length).equals(keyStart)) return undefined
  const key = line.toString('latin1', keyStart.length, end)
  return /^[0-9a-f]+$/.test(key) ? key : undefined
}

function listOf(bytes: Buffer, count: number, isLonger: boolean): KeyList {
  const whole = bytes.subarray(0, headBytes + entryBytes * count)
  const at = (number: number) => headBytes + entryBytes * number
  return {
    isLonger,
    *entries() {
      for (let number = 0; number < count; number++)
        yield [
          whole.toString('hex', at(number), at(number) + keyBytes),
          whole.readDoubleBE(at(number) + keyBytes),
          whole.readUInt32BE(at(number) + keyBytes + 8),
        ]
    },
    bytes() {
      const last = at(count - 1) + keyBytes
      const until = count === 0 ? 0 : whole.readDoubleBE(last) + whole.readUInt32BE(last + 8) + 1
      whole.writeDoubleBE(until, hashBytes)
      hashOf(whole).copy(whole)
      return whole
    },
  }
}

function valueAt(
  key: string,
  { file, offset, length }: Position,
  readers: Map<string, number | undefined>,
  isWriter: boolean,
): AnswerValue | undefined {
  if (!readers.has(file)) {
    const opened = openOwn(file, false)
    readers.set(file, opened.ok ? opened.value.file : undefined)
    if (isWriter && opened.ok) futimesSync(opened.value.file, new Date(), new Date())
  }
  const reader = readers.get(file)
  if (reader === undefined || length > longestLine) return undefined
  const bytes = Buffer.alloc(length)
  readSync(reader, bytes, 0, length, offset)
  const line = parse(bytes.toString('utf8'))
  // The index knows keys only by hash and lists may be outdated, so the line itself decides.
  if (typeof line !== 'object' || line === null || !('key' in line) || line.key !== key) return undefined
  return 'value' in line && isValue(line.value) ? line.value : undefined
}

const isValue = (value: unknown): value is AnswerValue => Array.isArray(value)

/**
 * A list begins with a hash of everything after it. Then follow how far its file was read and, for each key, its 32
 * bytes with the offset and the length of its line.
 */
const [hashBytes, headBytes, keyBytes, entryBytes] = [32, 40, 32, 44]

const hashOf = (list: Buffer): Buffer => createHash('sha256').update(list.subarray(hashBytes)).digest()

const listPath = (file: string): string => file.replace(/\.jsonl$/, '.keys')

/** The list beside a file; an empty one if there is none or it cannot be trusted. */
function readList(file: string, size: number): Buffer {
  const none = Buffer.alloc(headBytes)
  const read = readOwn(listPath(file))
  if (!read.ok || read.value.length < headBytes || (read.value.length - headBytes) % entryBytes !== 0) return none
  const isWhole = hashOf(read.value).equals(read.value.subarray(0, hashBytes))
  const until = isWhole ? read.value.readDoubleBE(hashBytes) : 0
  return until > 0 && until <= size ? read.value : none
}

/**
 * Replaces a list as a whole, so that it is never half written. A list only saves time, so one that cannot be written
 * is skipped.
 */
function keepList(file: string, bytes: Buffer): void {
  const draft = `${listPath(file)}.${process.pid}`
  try {
    writeFileSync(draft, bytes, { flag: 'wx' })
    renameSync(draft, listPath(file))
  } catch {
    rmSync(draft, { force: true })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
