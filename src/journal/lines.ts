import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { openOwn } from '../disk/plainFile.ts'
import { Refused } from '../problem/systemProblem.ts'

/** A file to which lines are appended. When `append` returns, the line is in the file even if the process dies. */
export interface Appender {
  append(line: string): { readonly offset: number; readonly length: number }
  /** Makes all lines so far survive a power failure. */
  sync(): void
  close(): void
}

/**
 * Opens a file for appending and creates it if it is missing. First cuts off a last line that a killed process left
 * incomplete. Throws `Refused` if the file is not this program's own.
 */
export function appendTo(path: string): Appender {
  mkdirSync(dirname(path), { recursive: true })
  const opened = openOwn(path, true)
  if (!opened.ok) throw new Refused(opened.problem)
  const { file } = opened.value
  let size = lastLineEnd(file)
  if (size < opened.value.size) ftruncateSync(file, size)
  let isOpen = true
  return {
    append(line) {
      // The number of a closed file may be that of another file by now.
      if (!isOpen) throw new Error('A line came after its file was closed.')
      const bytes = Buffer.from(`${line}\n`)
      try {
        for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
      } catch (error) {
        // On a full disk, half a line may have been written; without the cut, the next line would continue it.
        ftruncateSync(file, size)
        throw error instanceof Error ? Object.assign(error, { path }) : error
      }
      const offset = size
      size += bytes.length
      return { offset, length: bytes.length - 1 }
    },
    sync: () => fsyncSync(file),
    close() {
      isOpen = false
      fsyncSync(file)
      closeSync(file)
    },
  }
}

/** A longer line, in bytes, was not written by this program, whose lines never get near this length. */
export const longestLine = 64 * 2 ** 20

/**
 * The complete lines of an open file from an offset on, in chunks. An incomplete last line and lines that are too long
 * are left out. A line is valid only until the next one is requested.
 */
export function* linesOf(file: number, from = 0): Generator<{ readonly line: Buffer; readonly offset: number }> {
  const chunk = Buffer.allocUnsafe(1024 * 1024)
  /** The pieces of a line that spans several chunks, and their total number of bytes. */
  let pieces: Buffer[] = []
  let length = 0
  let start = from
  let position = from
  for (;;) {
    const read = readSync(file, chunk, 0, chunk.length, position)
    if (read === 0) return
    let at = 0
    for (let end = newlineIn(chunk, at, read); end >= 0; end = newlineIn(chunk, at, read)) {
      const rest = chunk.subarray(at, end)
      if (length + rest.length <= longestLine)
        yield { line: pieces.length === 0 ? rest : Buffer.concat([...pieces, rest]), offset: start }
      pieces = []
      length = 0
      at = end + 1
      start = position + at
    }
    length += read - at
    if (length <= longestLine) pieces.push(Buffer.from(chunk.subarray(at, read)))
    else pieces = []
    position += read
  }
}

function newlineIn(chunk: Buffer, from: number, end: number): number {
  const found = chunk.indexOf(0x0a, from)
  return found < end ? found : -1
}

/** Where the last complete line ends, in bytes from the start of the file. */
function lastLineEnd(file: number): number {
  const chunk = Buffer.alloc(64 * 1024)
  for (let end = fstatSync(file).size; end > 0; ) {
    const start = Math.max(0, end - chunk.length)
    const read = readSync(file, chunk, 0, end - start, start)
    const newline = chunk.subarray(0, read).lastIndexOf(0x0a)
    if (newline >= 0) return start + newline + 1
    end = start
  }
  return 0
}
