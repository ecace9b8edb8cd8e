import { parse } from 'csv-parse/sync'
import type { Imported, ImportedRow } from './imported.ts'

/**
 * Reads a pasted table: Markdown, or cells separated by tabs, semicolons or commas; text without any of these is a list
 * of inputs, one on each line. The first row names the columns if it looks like names. Undefined if there is no row.
 */
export function readTable(source: string, known: readonly string[]): Imported | undefined {
  const text = source.replace(/^\uFEFF/, '')
  const { form, records, unread = [] } = markdown(text) ?? separated(text) ?? lines(text)
  const [first, ...rest] = records
  if (first === undefined) return undefined
  const names = first.fields.map(field => field.trim())
  const isHeader = isHeaderRow(names, known, rest.length)
  const columns = isHeader ? names : names.map((_, at) => (names.length === 1 ? 'input' : `column ${at + 1}`))
  const rows = (isHeader ? rest : records).map(
    ({ line, fields }): ImportedRow => ({
      line,
      cells: Object.fromEntries(fields.flatMap((field, at) => (columns[at] ? [[columns[at], field]] : []))),
    }),
  )
  return rows.length === 0
    ? undefined
    : { form, columns: columns.filter(name => name !== ''), rows, unread, isLog: false }
}

interface Records {
  readonly form: string
  readonly records: readonly { readonly line: number; readonly fields: readonly string[] }[]
  /** Lines whose cells are more or fewer than the columns. */
  readonly unread?: readonly string[]
}

/** The longest name of a column, in characters. */
const longestName = 60

/**
 * In a table the first row is its header, unless a cell is empty, twice there, or too long for a name. A lone column
 * has a header only if that is one of the known names.
 */
function isHeaderRow(names: readonly string[], known: readonly string[], rows: number): boolean {
  if (names.length === 1) return rows > 0 && known.some(name => isLike(name, names[0] ?? ''))
  return names.every(name => name !== '' && name.length <= longestName) && new Set(names).size === names.length
}

/** Whether two names differ at most in case, spaces and punctuation. */
export const isLike = (one: string, other: string): boolean => bare(one) === bare(other)

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Characters of the line beneath the header of a Markdown table. */
const longestRule = 20_000

/** A Markdown table: a row, a line of dashes, and rows. Text around it is left out. */
function markdown(text: string): Records | undefined {
  const all = text.split(/\r\n|\n|\r/)
  const rule = all.findIndex(
    (line, at) =>
      at > 0 &&
      line.length <= longestRule &&
      /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/.test(line.trim()) &&
      line.includes('-') &&
      (all[at - 1] ?? '').includes('|'),
  )
  if (rule < 1) return undefined
  const records = [{ line: rule, fields: cellsOf(all[rule - 1] ?? '') }]
  for (let at = rule + 1; at < all.length && (all[at] ?? '').includes('|'); at++)
    records.push({ line: at + 1, fields: cellsOf(all[at] ?? '') })
  return { form: 'Markdown table', records }
}

/** The cells of a row; a bar after a backslash is text, and `<br>` a line end. */
const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell =>
      cell
        .trim()
        .replaceAll('\\|', '|')
        .replace(/<br\s*\/?>/gi, '\n'),
    )

const separators = [
  ['\t', 'table separated by tabs'],
  [';', 'table separated by semicolons'],
  [',', 'CSV table'],
] as const

/** One row of so many may have another number of cells; more are a sign of another form. */
const oddOneIn = 10

/**
 * A table whose rows have the same number of cells, more than one. Cells that are copied from a sheet end with their last
 * one that is filled, and hold quotes as they are.
 */
function separated(text: string): Records | undefined {
  for (const [delimiter, form] of separators) {
    const records = parsed(text, delimiter, false) ?? parsed(text, delimiter, true)
    const width = records?.[0]?.fields.length ?? 0
    if (records === undefined || width < 2) continue
    const isRow = ({ fields }: Records['records'][number]): boolean =>
      fields.length === width || (delimiter === '\t' && fields.length < width)
    const odd = records.filter(record => !isRow(record))
    if (odd.length * oddOneIn <= records.length)
      return { form, records: records.filter(isRow), unread: odd.map(({ line }) => `line ${line}`) }
  }
  return undefined
}

/** The records of a text; with `isRelaxed` quotes within a cell are part of it. Undefined if it cannot be read so. */
function parsed(text: string, delimiter: string, isRelaxed: boolean): Records['records'] | undefined {
  const records: { line: number; fields: readonly string[] }[] = []
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: isRelaxed,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (fields: string[], { lines: end }) => {
        const inside = fields.reduce((sum, field) => sum + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
        records.push({ line: end - inside, fields })
        return null
      },
    })
    return records
  } catch {
    return undefined
  }
}

const lines = (text: string): Records => ({
  form: 'list of inputs',
  records: text
    .split(/\r\n|\n|\r/)
    .map((line, at) => ({ line: at + 1, fields: [line.trim()] }))
    .filter(({ fields }) => fields[0] !== ''),
})
