import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files } from '../../prompts/promptFile.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { bothDemands, type Demands, demandsOf } from '../grading/demands.ts'
import { countBroken, isBeyondUse, toldOnce, tooBroken } from '../reading/leftOut.ts'
import { relaxedFor } from '../reading/rows/csvScanner.ts'
import { streamEvalSet } from '../reading/streamedSet.ts'
import { fingerprint, fingerprinter } from './fingerprint.ts'
import { fitted, missingVariable } from './fitting.ts'
import { brokenLeftOut, isFatal, whyEmpty } from './prepare.ts'

/** An eval set whose cases come in chunks, any number of times, so that they need not all be in memory at once. */
export interface CaseChunks {
  /** What applies to all cases; it contains none itself. */
  readonly common: EvalSet
  /** The total number of cases. */
  readonly size: number
  readonly fingerprint: string
  readonly demands: Demands
  /** The cases in order. If the file changed in the meantime, the last chunk is a failure. */
  chunks(): AsyncIterable<Outcome<readonly Case[]>>
}

/**
 * Number of cases in one chunk: enough to keep many requests running, few enough to be kept in memory with their
 * answers.
 */
export const chunkSize = 500

/** Splits a set that is in memory into chunks. */
export const chunksOf = (evalSet: EvalSet): CaseChunks => ({
  common: { ...evalSet, cases: [] },
  size: evalSet.cases.length,
  fingerprint: fingerprint(evalSet),
  demands: demandsOf(evalSet),
  async *chunks() {
    for (let from = 0; from < evalSet.cases.length; from += chunkSize)
      yield success(evalSet.cases.slice(from, from + chunkSize))
  },
})

/** Opens a file; each call reads it from its start. */
export type OpenFile = (path: string) => AsyncIterable<Uint8Array>

/**
 * A CSV or JSONL file in chunks. It is read to its end once here, without keeping rows, to find every problem before
 * money is spent, and again whenever its cases are asked for.
 */
export async function streamedChunks(
  path: string,
  open: OpenFile,
  files: Files,
  placeholders: readonly string[],
  defaults?: Readonly<Record<string, string>>,
): Promise<Outcome<CaseChunks>> {
  const read = async function* (relaxed?: Problem): AsyncGenerator<Outcome<EvalSet>, void, undefined> {
    for await (const part of streamEvalSet(path, open(path), files, chunkSize, relaxed))
      yield part.ok ? success(fitted(part.value, placeholders, defaults)) : part
  }
  const strict = await checkAll(read(), placeholders)
  const relaxed = strict.ok ? undefined : relaxedFor(strict.problem)
  const lenient = relaxed && (await checkAll(read(relaxed), placeholders))
  const checked = lenient ?? strict
  if (!checked.ok) return checked
  if (checked.value === undefined) return failure({ code: 'eval-set-empty', place: { path } })
  const { brokenLines, ...others } = checked.value
  return success({
    ...others,
    async *chunks() {
      for await (const part of read(relaxed)) {
        const problem = part.ok ? troubleIn(part.value, placeholders, brokenLines) : part.problem
        if (problem) {
          yield failure(problem)
          return
        }
        if (part.ok) yield success(part.value.cases)
      }
    },
  })
}

/** Checks all chunks of a file and sums up what they have in common; undefined if there are no cases. */
async function checkAll(
  parts: AsyncIterable<Outcome<EvalSet>>,
  placeholders: readonly string[],
): Promise<Outcome<(Omit<CaseChunks, 'chunks'> & { readonly brokenLines: ReadonlySet<number> }) | undefined>> {
  let common: EvalSet | undefined
  let demands: Demands | undefined
  let hash: ReturnType<typeof fingerprinter> | undefined
  let size = 0
  let missing: Problem | undefined
  const found: Problem[] = []
  let brokenRows = 0
  for await (const part of parts) {
    if (!part.ok) return part
    const { cases, problems } = part.value
    const fatal = problems.find(isFatal)
    if (fatal) return failure(fatal)
    missing ??= missingVariable(part.value, placeholders)
    hash ??= fingerprinter(part.value)
    hash.add(cases)
    const more = demandsOf(part.value)
    demands = demands ? bothDemands(demands, more) : more
    common ??= { ...part.value, cases: [], problems: [] }
    found.push(...toldOnce(problems))
    brokenRows += countBroken(problems)
    size += cases.length
    if (isBeyondUse(brokenRows, size)) break
  }
  const told = toldOnce(found)
  const ending = tooBroken(told, size) ?? missing
  if (ending) return failure(ending)
  if (!common || !demands || !hash) return success(undefined)
  const all = { ...common, problems: brokenLeftOut(told) }
  if (size === 0) return told.length > 0 ? failure(whyEmpty(all)) : success(undefined)
  const brokenLines = new Set(told.flatMap(brokenLine))
  return success({ common: all, size, fingerprint: hash.end(), demands, brokenLines })
}

/** A row that is broken now and was not when the file was checked means that the file has changed. */
const troubleIn = (
  part: EvalSet,
  placeholders: readonly string[],
  brokenLines: ReadonlySet<number>,
): Problem | undefined =>
  part.problems.find(isFatal) ??
  part.problems.find(problem => brokenLine(problem).some(line => !brokenLines.has(line))) ??
  missingVariable(part, placeholders)

const brokenLine = ({ code, place }: Problem): readonly number[] => (code === 'broken-row' ? [place?.line ?? 0] : [])
