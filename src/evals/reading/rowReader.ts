import { promptfooReader } from '../formats/promptfoo/config.ts'
import { triggerReader } from '../formats/skillEvals.ts'
import { caseReader, type RowReader } from './caseReader.ts'
import { chatOf } from './chat.ts'
import { answer } from './checks.ts'
import type { BrokenRow, Fields, Row } from './fields.ts'

/** This many rows are enough to recognise a file's format; the first row alone may be an exception. */
const telling = 20

/** At most this many rows are searched for them, because broken rows show nothing. */
const mostLookedAt = 1000

/** Whether a file's first rows are enough to choose its reader, so that more of them would not change the choice. */
export const areTelling = (rows: readonly (Row | BrokenRow)[]): boolean =>
  rows.length >= mostLookedAt || firstFields(rows).length === telling

function firstFields(rows: Iterable<Row | BrokenRow>): Fields[] {
  const first: Fields[] = []
  let looked = 0
  for (const row of rows) {
    if ('fields' in row) first.push(row.fields)
    if (first.length === telling || ++looked === mostLookedAt) break
  }
  return first
}

/** Chooses the reader for a file by its first rows, and by the names of its columns if it is a table. */
export function readerOf(path: string, rows: Iterable<Row | BrokenRow>, names?: readonly string[]): RowReader {
  const first = firstFields(rows)
  if (names?.some(name => name.startsWith('__')) || first.some(isPromptfooTest))
    return promptfooReader(path, names !== undefined)
  if (first.some(({ query, should_trigger }) => query && should_trigger)) return triggerReader(path)
  const chats = first.some(fields => fields.item?.map || chatOf(fields))
  const checks = [chats && first.some(({ ideal }) => ideal) ? match : answer]
  const read = caseReader(path, checks)
  return { checks, ...(chats && { dialect: 'openai' }), read: names ? row => read(withoutEmptyCells(row)) : read }
}

/**
 * Rows with an `ideal` do not say how OpenAI's evals judge them; the basic eval, Match, checks how the answer begins.
 */
const match = { grader: 'starts-with' } as const

const isPromptfooTest = (fields: Fields): boolean => fields.assert?.list !== undefined

/** An empty cell counts as no value. */
const withoutEmptyCells = (row: Row | BrokenRow): Row | BrokenRow =>
  'detail' in row
    ? row
    : { ...row, fields: Object.fromEntries(Object.entries(row.fields).filter(([, { text }]) => text !== '')) }
