/** Rows of something that people have already: a table, a list of inputs, a log of chats. */
export interface Imported {
  /** What was recognised, in words: `Markdown table`, `chat log of Langfuse`. */
  readonly form: string
  readonly columns: readonly string[]
  readonly rows: readonly ImportedRow[]
  /** What holds no row: lines that cannot be read or are of another form, files that are no text. */
  readonly unread: readonly string[]
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

/** What was left out of a source because it holds no row, in words; none if everything was read. */
export const unreadWords = ({ unread }: Imported): readonly string[] =>
  unread.length === 0
    ? []
    : [`not read: ${unread.slice(0, mostNamed).join(', ')}${unread.length > mostNamed ? `, … (${unread.length})` : ''}`]

const mostNamed = 5
