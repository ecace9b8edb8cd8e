/** A named stretch of a text. */
export interface Block {
  readonly name: string
  readonly text: string
  /** The line that holds the block's name, counted from 1. */
  readonly line: number
}

/**
 * Splits a text into blocks. A block starts with a line that holds its name in brackets, such as `[past]`, and ends
 * before the next such line; blank lines around its text are dropped. Text before the first block is a remark for the
 * reader.
 */
export function parseBlocks(source: string): readonly Block[] {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const heads = lines.flatMap((line, index) => {
    const name = /^\[([a-z]+(?:-[a-z]+)*)\]\s*$/.exec(line)?.[1]
    return name === undefined ? [] : [{ name, index }]
  })
  return heads.map(({ name, index }, number) => ({
    name,
    text: lines
      .slice(index + 1, heads[number + 1]?.index)
      .join('\n')
      .replace(/^\s*\n|\s+$/g, ''),
    line: index + 1,
  }))
}
