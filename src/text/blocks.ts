/** A named stretch of a text. */
export interface Block {
  readonly name: string
  readonly text: string
  /** Of its first line, the one with the name, counted from 1. */
  readonly line: number
}

/**
 * The blocks of a text: each begins with a line that holds its name in brackets, `[past]`, and goes on to the next such
 * line; blank lines around it are not part of it. What stands before the first block is a remark for the reader.
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
