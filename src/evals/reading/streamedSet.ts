import { type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files } from '../../prompts/promptFile.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import type { BrokenRow, Fields, Row } from './fields.ts'
import { readAmong } from './reading.ts'
import { mostLookedAt, readerOf, telling } from './rowReader.ts'
import { streamRows } from './streamedRows.ts'

/**
 * A CSV or JSONL file as eval sets of `size` rows each, the last one possibly smaller; only one is in memory at a time.
 * Together they equal what `readEvalSet` makes of the whole text. A file without rows gives no part; a failure is the
 * last part. If a table cannot be read strictly, it is read again with `relaxed`, the problem that reports the lenient
 * reading.
 */
export async function* streamEvalSet(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  files: Files,
  size: number,
  relaxed?: Problem,
): AsyncGenerator<Outcome<EvalSet>, void, undefined> {
  const opened = await streamRows(path, bytes, relaxed !== undefined)
  if (!opened.ok) return yield opened
  const { names, rows } = opened.value
  const first = await firstRows(rows)
  const { checks, dialect, read } = readerOf(path, first.flatMap(fieldsIn), names)
  let cases: Case[] = []
  let problems: Problem[] = relaxed ? [relaxed] : []
  let count = 0
  const part = (): EvalSet => ({ path, cases, checks, ...(dialect && { dialect }), exemplars: [], problems })
  for await (const row of chained(first, rows)) {
    if (!row.ok) return yield row
    const found = read(row.value)
    const own = 'cases' in found ? found : await readAmong(found, files)
    cases.push(...own.cases)
    problems.push(...own.problems)
    if (++count % size !== 0) continue
    yield success(part())
    cases = []
    problems = []
  }
  if (count % size !== 0) yield success(part())
}

type Rows = AsyncGenerator<Outcome<Row | BrokenRow>, void, undefined>

/** Reads rows until there are enough to recognise the format. */
async function firstRows(rows: Rows): Promise<readonly Outcome<Row | BrokenRow>[]> {
  const first: Outcome<Row | BrokenRow>[] = []
  let told = 0
  while (told < telling && first.length < mostLookedAt) {
    const row = await rows.next()
    if (row.done) break
    first.push(row.value)
    told += fieldsIn(row.value).length
  }
  return first
}

const fieldsIn = (row: Outcome<Row | BrokenRow>): Fields[] =>
  row.ok && 'fields' in row.value ? [row.value.fields] : []

async function* chained(first: readonly Outcome<Row | BrokenRow>[], rows: Rows): Rows {
  try {
    yield* first
    yield* rows
  } finally {
    // Closes the file even if the caller stopped before the remaining rows.
    await rows.return()
  }
}
