import { knownNames } from './columnRoles.ts'
import type { Imported } from './imported.ts'
import { readLog } from './logs.ts'
import { readTable } from './tables.ts'

/** Reads what was pasted, selected or exported: JSON, JSON lines, or a table. Undefined if there is no row in it. */
export const readImported = (source: string, placeholders: readonly string[]): Imported | undefined =>
  source.trim() === '' ? undefined : (readLog(source) ?? readTable(source, knownNames(placeholders)))
