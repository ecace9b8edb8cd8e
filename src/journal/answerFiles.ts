import { createHash } from 'node:crypto'
import { closeSync, readdirSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openOwn, readOwn } from '../disk/plainFile.ts'
import type { AnswerValue } from '../models/answerStore.ts'
import { keyStart } from './account.ts'
import { linesOf, longestLine } from './lines.ts'
import { type Position, positions } from './positions.ts'

/** The answers in the files of a folder, found by their keys. Only positions are held; an answer is read when it is asked for. */
export interface AnswerFiles {
  get(key: string): AnswerValue | undefined
  set(key: string, position: Position): void
  close(): void
}

/**
 * Looks through the answers files of a folder that are our own. Beside each file lies a list of its keys, so that only what was written since
 * is read again; where `keepLists` is set, the lists are brought up to date.
 */
export function answerFiles(folder: string, keepLists: boolean): AnswerFiles {
  const index = positions()
  const readers = new Map<string, number | undefined>()
  for (const name of namesIn(folder)) {
    const file = join(folder, name)
    const { list, added } = keysOf(file)
    for (const [key, offset, length] of list) index.set(key, { file, offset, length })
    if (keepLists && added > 0) keepList(file, list)
  }
  return {
    get(key) {
      const position = index.get(key)
      return position && valueAt(key, position, readers)
    },
    set: (key, position) => index.set(key, position),
    close() {
      for (const reader of readers.values()) if (reader !== undefined) closeSync(reader)
    },
  }
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.jsonl'))
  } catch {
    return []
  }
}

type Listed = readonly [key: string, offset: number, length: number]

/** Every key of a file, and how many of them its list did not have. */
function keysOf(file: string): { readonly list: readonly Listed[]; readonly added: number } {
  const opened = openOwn(file, false)
  if (!opened.ok) return { list: [], added: 0 }
  try {
    const known = readList(file, opened.value.size)
    const list = [...known.list]
    for (const { line, offset } of linesOf(opened.value.file, known.until)) {
      if (!line.subarray(0, keyStart.length).equals(keyStart)) continue
      const end = line.indexOf('"', keyStart.length)
      if (end > 0) list.push([line.toString('latin1', keyStart.length, end), offset, line.length])
    }
    return { list, added: list.length - known.list.length }
  } finally {
    closeSync(opened.value.file)
  }
}

function valueAt(
  key: string,
  { file, offset, length }: Position,
  readers: Map<string, number | undefined>,
): AnswerValue | undefined {
  if (!readers.has(file)) {
    const opened = openOwn(file, false)
    readers.set(file, opened.ok ? opened.value.file : undefined)
  }
  const reader = readers.get(file)
  if (reader === undefined || length > longestLine) return undefined
  const bytes = Buffer.alloc(length)
  readSync(reader, bytes, 0, length, offset)
  const line = parse(bytes.toString('utf8'))
  // The index knows keys by their hashes and lists may be old, so the line has the last word.
  if (typeof line !== 'object' || line === null || !('key' in line) || line.key !== key) return undefined
  return 'value' in line && isValue(line.value) ? line.value : undefined
}

const isValue = (value: unknown): value is AnswerValue => Array.isArray(value)

/**
 * A list begins with a hash of what follows: how far its file was read, then of each key its 32 bytes with the offset and the
 * length of its line.
 */
const [hashBytes, headBytes, keyBytes, entryBytes] = [32, 40, 32, 44]

const hashOf = (list: Buffer): Buffer => createHash('sha256').update(list.subarray(hashBytes)).digest()

const listOf = (file: string): string => file.replace(/\.jsonl$/, '.keys')

function readList(file: string, size: number): { readonly list: readonly Listed[]; readonly until: number } {
  const read = readOwn(listOf(file))
  const none = { list: [], until: 0 }
  if (!read.ok || read.value.length < headBytes || !hashOf(read.value).equals(read.value.subarray(0, hashBytes)))
    return none
  const until = read.value.readDoubleBE(hashBytes)
  if (!(until > 0 && until <= size)) return none
  const list: Listed[] = []
  for (let at = headBytes; at + entryBytes <= read.value.length; at += entryBytes) {
    const offset = read.value.readDoubleBE(at + keyBytes)
    const length = read.value.readUInt32BE(at + keyBytes + 8)
    if (offset >= 0 && offset + length <= until)
      list.push([read.value.toString('hex', at, at + keyBytes), offset, length])
  }
  return { list, until }
}

/** Replaces a list as a whole, so that no moment shows half of it. It saves time alone: a list that cannot be kept is none. */
function keepList(file: string, list: readonly Listed[]): void {
  const bytes = Buffer.alloc(headBytes + entryBytes * list.length)
  const [, offset = 0, length = 0] = list.at(-1) ?? []
  bytes.writeDoubleBE(offset + length + 1, hashBytes)
  for (const [number, [key, offset, length]] of list.entries()) {
    // A key that is not one of ours would be found by reading the file alone.
    if (!/^[0-9a-f]{64}$/.test(key)) return
    const at = headBytes + entryBytes * number
    bytes.write(key, at, 'hex')
    bytes.writeDoubleBE(offset, at + keyBytes)
    bytes.writeUInt32BE(length, at + keyBytes + 8)
  }
  hashOf(bytes).copy(bytes)
  const draft = `${listOf(file)}.${process.pid}`
  try {
    writeFileSync(draft, bytes, { flag: 'wx' })
    renameSync(draft, listOf(file))
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
