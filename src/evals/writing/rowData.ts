/** The contents of a row as plain data, in the order in which they are written. */
export type Data = string | number | boolean | readonly Data[] | DataMap
export interface DataMap {
  readonly [name: string]: Data
}

export const isDataMap = (data: Data): data is DataMap => typeof data === 'object' && !isDataList(data)

export const isDataList = (data: Data): data is readonly Data[] => Array.isArray(data)

/** JSON on one line with a space after each colon and comma, as most tools write it, or without any. */
export function jsonLine(data: Data, isSpaced: boolean): string {
  const space = isSpaced ? ' ' : ''
  if (isDataList(data)) return `[${data.map(item => jsonLine(item, isSpaced)).join(`,${space}`)}]`
  if (!isDataMap(data)) return JSON.stringify(data)
  const entries = Object.entries(data).map(
    ([name, value]) => `${JSON.stringify(name)}:${space}${jsonLine(value, isSpaced)}`,
  )
  return `{${entries.join(`,${space}`)}}`
}
