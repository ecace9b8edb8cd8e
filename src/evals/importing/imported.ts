/** Rows of something that people have already: a table, a list of inputs, a log of chats. */
export interface Imported {
  /** What was recognised, in words: `Markdown table`, `chat log of Langfuse`. */
  readonly form: string
  readonly columns: readonly string[]
  readonly rows: readonly ImportedRow[]
  /** Set if the answers are what a model once gave, so that nobody has said that they are right. */
  readonly isLog: boolean
}

export interface ImportedRow {
  /** The line in the source, counted from 1. */
  readonly line: number
  /** By column; a column that the row does not have is absent. */
  readonly cells: Readonly<Record<string, string>>
}

/** The columns of rows, in the order in which they first appear. */
export const columnsIn = (rows: readonly ImportedRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ cells }) => Object.keys(cells))),
]
