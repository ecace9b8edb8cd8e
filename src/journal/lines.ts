import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file that lines are appended to. A line is in the file when `append` returns, whatever becomes of the process. */
export interface Appender {
  append(line: string): { readonly offset: number; readonly length: number }
  close(): void
}

/** Opens a file for appending, made where it is missing, after cutting off a last line that a killed process left torn. */
export function appendTo(path: string): Appender {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a+')
  let size = lastLineEnd(file)
  ftruncateSync(file, size)
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
    close() {
      isOpen = false
      closeSync(file)
    },
  }
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
