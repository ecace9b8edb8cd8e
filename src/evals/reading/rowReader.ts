import { promptfooReader } from '../formats/promptfoo/config.ts'
import { triggerReader } from '../formats/skillEvals.ts'
import { caseReader, type RowReader } from './caseReader.ts'
import { chatOf } from './chat.ts'
import { answer } from './checks.ts'
import type { BrokenRow, Fields, Row } from './fields.ts'

/** This many rows are enough to recognise a file's format; the first row alone may be an exception. */
export const telling = 20

/** At most this many rows are searched for them, because broken rows show nothing. */
export const mostLookedAt = 1000

/** Chooses the reader for a file by its first rows, and by the names of its columns if it is a table. */
export function readerOf(path: string, first: readonly Fields[], names?: readonly string[]): RowReader {
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
