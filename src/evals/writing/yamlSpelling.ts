import { doubleQuoted, newScalar } from '../../prompts/source/yamlScalar.ts'
import { type Data, type DataMap, isDataList, isDataMap } from './rowData.ts'

export interface Columns {
  /** Of the dash, of what follows it, and by how much anything in it is indented further. */
  readonly dash: number
  readonly inner: number
  readonly step: number
}

/** The lines of rows as items of a block list; an item's own line breaks are in its line. */
export const blockRows = (rows: readonly Data[], { dash, inner, step }: Columns): readonly string[] =>
  rows.map(row => {
    const lines = isDataMap(row)
      ? block(row, inner, step).join('\n')
      : `${' '.repeat(inner)}${typeof row === 'string' ? newScalar(row, inner) : flowOf(row, false)}`
    return `${' '.repeat(dash)}-${' '.repeat(inner - dash - 1)}${lines.slice(inner)}`
  })

/** A map as block lines that begin at a column. */
function block(map: DataMap, column: number, step: number): readonly string[] {
  const space = ' '.repeat(column)
  return Object.entries(map).map(([name, value]) => `${space}${keyOf(name)}:${blockValue(value, column, step)}`)
}

/** A value after the colon of its key, which stands at a column. */
export function blockValue(value: Data, column: number, step: number): string {
  const inside = column + step
  if (isDataMap(value)) return Object.keys(value).length === 0 ? ' {}' : `\n${block(value, inside, step).join('\n')}`
  if (!isDataList(value)) return ` ${typeof value === 'string' ? newScalar(value, inside) : String(value)}`
  if (value.length === 0) return ' []'
  const dash = ' '.repeat(inside)
  const items = value.map(item =>
    isDataMap(item) && Object.keys(item).length > 0
      ? `${dash}- ${block(item, inside + 2, step)
          .join('\n')
          .slice(inside + 2)}`
      : `${dash}- ${typeof item === 'string' ? newScalar(item, inside + 2) : flowOf(item, false)}`,
  )
  return `\n${items.join('\n')}`
}

/** A value on one line, in braces and brackets. */
export function flowOf(value: Data, isSpaced: boolean): string {
  const space = isSpaced ? ' ' : ''
  if (isDataList(value)) return `[${value.map(item => flowOf(item, isSpaced)).join(', ')}]`
  if (!isDataMap(value)) return typeof value === 'string' ? flowScalar(value) : String(value)
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  return `{${space}${entries.map(([name, item]) => `${flowScalar(name)}: ${flowOf(item, isSpaced)}`).join(', ')}${space}}`
}

/** In braces only plain words go without quotes. */
export const flowScalar = (text: string): string =>
  /^[\p{L}_][\p{L}\p{N} _-]*$/u.test(text) && newScalar(text, 0) === text ? text : doubleQuoted(text)

export const keyOf = (name: string): string => {
  const written = newScalar(name, 0)
  return written.startsWith('|') ? doubleQuoted(name) : written
}
