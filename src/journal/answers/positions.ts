import { grown, numbering } from '../../text/numbering.ts'

/** The position of a line in a file, in bytes. */
export interface Position {
  readonly file: string
  readonly offset: number
  readonly length: number
}

/** The positions of answers by key, only the last one of each. Kept in typed arrays, because there may be very many. */
export function positions(): {
  get(key: string): Position | undefined
  set(key: string, position: Position): void
} {
  const keys = numbering()
  const names: string[] = []
  let files = new Uint32Array(64)
  let offsets = new Float64Array(64)
  let lengths = new Uint32Array(64)
  return {
    get(key) {
      const number = keys.find(key)
      if (number === undefined) return undefined
      const file = names[files[number] ?? 0]
      return file === undefined ? undefined : { file, offset: offsets[number] ?? 0, length: lengths[number] ?? 0 }
    },
    set(key, { file, offset, length }) {
      // Positions come file by file, so the name is nearly always the last one.
      if (names.at(-1) !== file) names.push(file)
      const number = keys.take(key)
      files = grown(files, number + 1)
      offsets = grown(offsets, number + 1)
      lengths = grown(lengths, number + 1)
      files[number] = names.length - 1
      offsets[number] = offset
      lengths[number] = length
    },
  }
}
