import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files } from '../../prompts/promptFile.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import type { RowReader } from './caseReader.ts'
import type { BrokenRow, Row } from './fields.ts'
import { countBroken, isBeyondUse, toldOnce } from './leftOut.ts'
import { evalSetOf } from './readEvalSet.ts'
import { readWith } from './reading.ts'
import { areTelling, readerOf } from './rowReader.ts'
import { relaxedFor } from './rows/csvScanner.ts'
import type { FoundRow, RowScanner } from './rows/rows.ts'
import { scannerFor } from './rows/scan.ts'

/** Whether a file can be read row by row. */
export const isStreamed = (path: string): boolean => scannerFor(path) !== undefined

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
  const scanner = scannerFor(path)?.(path, relaxed !== undefined)
  if (scanner === undefined) return
  let reader: RowReader | undefined
  let waiting: (Row | BrokenRow)[] = []
  let problems: readonly Problem[] = relaxed ? [relaxed] : []
  const part = async (): Promise<Outcome<EvalSet>> => {
    reader ??= readerOf(path, waiting, scanner.names())
    const set = await readWith(evalSetOf(path, reader, waiting.slice(0, size), problems), files)
    waiting = waiting.slice(size)
    problems = []
    return success(set)
  }
  for await (const found of rowsIn(path, bytes, scanner)) {
    if (!found.ok) return yield found
    for (const row of found.value) {
      waiting.push(row())
      while (waiting.length >= size && (reader || areTelling(waiting))) yield await part()
    }
  }
  while (waiting.length > 0) yield await part()
}

/** How much of a file is read at a time, in bytes, and the rows of a part: some hundredths of a second each. */
const [pieceBytes, partRows] = [256 * 1024, 500]

/**
 * The same eval set as `readEvalSet` gives, from bytes that are in memory. Whatever else the process has to do is done
 * in between: an editor must not stand still while it reads a large table.
 */
export async function loadStreamed(path: string, bytes: Uint8Array, files: Files): Promise<Outcome<EvalSet>> {
  const strict = await gathered(path, bytes, files)
  const relaxed = strict.ok ? undefined : relaxedFor(strict.problem)
  return relaxed ? gathered(path, bytes, files, relaxed) : strict
}

async function gathered(path: string, bytes: Uint8Array, files: Files, relaxed?: Problem): Promise<Outcome<EvalSet>> {
  const cases: Case[] = []
  const problems: Problem[] = []
  let broken = 0
  let last: EvalSet | undefined
  for await (const part of streamEvalSet(path, inPieces(bytes), files, partRows, relaxed)) {
    if (!part.ok) return part
    for (const evalCase of part.value.cases) cases.push(evalCase)
    problems.push(...toldOnce(part.value.problems))
    broken += countBroken(part.value.problems)
    last = part.value
    if (isBeyondUse(broken, cases.length)) break
  }
  if (last === undefined || (cases.length === 0 && problems.length === 0))
    return failure({ code: 'eval-set-empty', place: { path } })
  return success({ ...last, cases, problems: toldOnce(problems) })
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    if (from > 0) await new Promise(resolve => setImmediate(resolve))
    yield bytes.subarray(from, from + pieceBytes)
  }
}

/** The rows that each chunk of the file ends. The last may be the failure that stopped the reading. */
async function* rowsIn(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  scanner: RowScanner,
): AsyncGenerator<Outcome<readonly FoundRow[]>, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decoded = (chunk?: Uint8Array): Outcome<string> => {
    try {
      return success(decoder.decode(chunk, { stream: chunk !== undefined }))
    } catch {
      return failure({ code: 'not-utf8', place: { path } })
    }
  }
  for await (const chunk of bytes) {
    const text = decoded(chunk)
    const found = text.ok ? scanner.read(text.value) : text
    yield found
    if (!found.ok) return
  }
  const rest = decoded()
  const found = rest.ok ? scanner.read(rest.value) : rest
  yield found
  if (found.ok) yield scanner.end()
}
