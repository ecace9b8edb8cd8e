import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { knownNames } from './columnRoles.ts'
import type { Imported } from './imported.ts'
import { logOfTable, readLog } from './logs.ts'
import { readTable } from './tables.ts'

/** What is imported at once. Each column is looked for in each row, so that more of both would take for ever. */
const [mostRows, mostColumns] = [100_000, 1000]

/** Characters of a cell: more is no question of anybody, and what looks for personal data would go astray in it. */
export const longestCell = 1_000_000

/**
 * Reads what was pasted, selected or exported: JSON, JSON lines, or a table. Fails with nothing-to-import or
 * too-much-to-import.
 */
export function readImported(source: string, placeholders: readonly string[]): Outcome<Imported> {
  if (source.trim() === '') return importable(undefined)
  const log = readLog(source)
  const table = log ? undefined : readTable(source, knownNames(placeholders))
  return importable(log ?? (table && (logOfTable(table) ?? table)))
}

/** The rows, if there are any and not too many or too long. */
export function importable(imported: Imported | undefined): Outcome<Imported> {
  if (imported === undefined || imported.rows.length === 0) return failure({ code: 'nothing-to-import' })
  const [rows, columns] = [imported.rows.length, imported.columns.length]
  if (rows > mostRows) return failure({ code: 'too-much-to-import', of: 'row', count: rows, most: mostRows })
  if (columns > mostColumns)
    return failure({ code: 'too-much-to-import', of: 'column', count: columns, most: mostColumns })
  const longest = imported.rows.reduce(
    (most, { cells }) => Object.values(cells).reduce((longer, { length }) => Math.max(longer, length), most),
    0,
  )
  if (longest > longestCell)
    return failure({ code: 'too-much-to-import', of: 'character', count: longest, most: longestCell })
  return success(imported)
}
