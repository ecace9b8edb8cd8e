import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { openOwn } from '../disk/plainFile.ts'
import { Refused } from '../problem/systemProblem.ts'

/** A file that lines are appended to. A line is in the file when `append` returns, whatever becomes of the process. */
export interface Appender {
  append(line: string): { readonly offset: number; readonly length: number }
  /** Has all lines so far outlast a power cut. */
  sync(): void
  close(): void
}

/**
 * Opens a file for appending, made where it is missing, after cutting off a last line that a killed process left torn.
 * Throws `Refused` where the file is not our own.
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
        // On a full disk half a line may be in the file, which the next one would go on from.
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

/** A line longer than this, in bytes, is none of ours: nothing that is kept comes near it. */
export const longestLine = 64 * 2 ** 20

/**
 * The whole lines of an open file from an offset on, in chunks; a torn last line is left out, and so is one that is longer
 * than ours are. A line is good until the next one is asked for.
 */
export function* linesOf(file: number, from = 0): Generator<{ readonly line: Buffer; readonly offset: number }> {
  const chunk = Buffer.allocUnsafe(1024 * 1024)
  /** The pieces of a line that goes on from chunk to chunk, and how many bytes they have. */
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

/** Where the last whole line ends, in bytes from the start of the file. */
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
