import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { failure, type Outcome, success } from '../problem/outcome.ts'
import type { Problem } from '../problem/problem.ts'

/** The largest file, in bytes, that is read as a whole if no smaller limit is given. */
export const largestFile = 64 * 2 ** 20

/** An opened file that is known to be a plain one. The code that opened it closes `file`. */
export interface PlainFile {
  readonly file: number
  /** In bytes, when it was opened. */
  readonly size: number
}

/**
 * Opens a plain file for reading. A pipe, a device or a socket is rejected before it is opened, because opening one may
 * wait forever. Links are followed. Fails with file-not-found, not-a-file or system-refused.
 */
export function openPlain(path: string): Outcome<PlainFile> {
  return opened(path, () => statSync(path), constants.O_RDONLY)
}

/**
 * Opens a plain file that is not reached through a link and has no other name (hard link). It is opened for reading;
 * with `append` also for appending, and created if it is missing. Fails with file-not-found, not-own or system-refused.
 */
export function openOwn(path: string, append: boolean): Outcome<PlainFile> {
  const found = ownFile(path)
  if (!found.ok) return found
  if (found.value === undefined && !append) return failure({ code: 'file-not-found', place: { path } })
  const flags = append ? constants.O_RDWR | constants.O_APPEND | constants.O_CREAT : constants.O_RDONLY
  return opened(path, () => undefined, flags | noFollow)
}

/** Whether a path is such a plain file of its own; undefined if nothing is there. Fails with not-own. */
export function ownFile(path: string): Outcome<true | undefined> {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return success(undefined)
  if (found.isSymbolicLink()) return notOwn(path, 'it is a symbolic link')
  if (!found.isFile()) return notOwn(path, 'it is no plain file')
  return found.nlink > 1 ? notOwn(path, 'it is a file that has another name elsewhere') : success(true)
}

export const notOwn = (path: string, detail: string): Outcome<never> =>
  failure({ code: 'not-own', detail, place: { path } })

/**
 * The bytes of a plain file, at most `most`. Where a text is wanted, a file that is none by its first block is refused
 * without the rest being read. Fails as `openPlain` does, or with too-large or not-utf8.
 */
export const readPlain = (path: string, most: number = largestFile, wanted?: 'text'): Outcome<Buffer> =>
  readWhole(path, openPlain(path), most, wanted)

/** The bytes of a file for which `ownFile` is true. */
export const readOwn = (path: string, most: number = largestFile): Outcome<Buffer> =>
  readWhole(path, openOwn(path, false), most)

/** Bytes by which a picture, an archive or a program is told from a text. */
const firstBlock = 4096

function readWhole(path: string, plain: Outcome<PlainFile>, most: number, wanted?: 'text'): Outcome<Buffer> {
  if (!plain.ok) return plain
  const { file, size } = plain.value
  try {
    if (size > most) return failure({ code: 'too-large', bytes: size, most, place: { path } })
    if (wanted === 'text' && size > firstBlock && !isTextFrom(file))
      return failure({ code: 'not-utf8', place: { path } })
    // A file that reports no size may still have contents, and a file may grow while it is read.
    const bytes = Buffer.allocUnsafe(size + 1)
    let read = 0
    for (let more = -1; more !== 0 && read <= size; read += more)
      more = readSync(file, bytes, read, bytes.length - read, read)
    if (read > size)
      return failure({ code: 'system-refused', detail: 'the file grows while it is read', place: { path } })
    return success(bytes.subarray(0, read))
  } finally {
    closeSync(file)
  }
}

/** Whether a file begins as UTF-8; a character that the end of the block cuts is no fault. */
function isTextFrom(file: number): boolean {
  const block = Buffer.alloc(firstBlock)
  const start = block.subarray(0, readSync(file, block, 0, firstBlock, 0))
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return true
  } catch {
    return false
  }
}

function opened(path: string, look: () => Stats | undefined, flags: number): Outcome<PlainFile> {
  let file: number | undefined
  try {
    const before = look()
    if (before?.isDirectory()) return failure({ code: 'file-not-found', place: { path } })
    if (before?.isFile() === false) return failure({ code: 'not-a-file', place: { path } })
    file = openSync(path, flags | nonBlocking, 0o600)
    const found = fstatSync(file)
    if (found.isFile()) return success({ file, size: found.size })
    closeSync(file)
    return failure({ code: 'not-a-file', place: { path } })
  } catch (error) {
    if (file !== undefined) closeSync(file)
    return failure(troubleWith(path, error))
  }
}

/** What keeps a path from being read, as reported by the system. */
export function troubleWith(path: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (absent.has(code)) return { code: 'file-not-found', place: { path } }
  if (!(error instanceof Error && 'syscall' in error)) throw error
  return { code: 'system-refused', detail: error.message, place: { path } }
}

const absent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ERR_INVALID_ARG_VALUE'])

// Windows has neither flag; there the checks before opening have to suffice.
const noFollow = constants.O_NOFOLLOW ?? 0
const nonBlocking = constants.O_NONBLOCK ?? 0
