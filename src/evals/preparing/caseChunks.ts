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

/** An eval set whose cases come in parts, any number of times, so that they need not all be in memory at once. */
export interface CaseChunks {
  /** What applies to all cases; it contains none itself. */
  readonly common: EvalSet
  /** The total number of cases. */
  readonly size: number
  readonly fingerprint: string
  readonly demands: Demands
  /** The cases in order. If the file changed in the meantime, the last part is a failure. */
  parts(): AsyncIterable<Outcome<readonly Case[]>>
}

/**
 * Number of cases in one part: enough to keep many requests running, few enough to be kept in memory with their
 * answers.
 */
export const chunkSize = 500

/** Splits a set that is in memory into parts. */
export const chunksOf = (evalSet: EvalSet): CaseChunks => ({
  common: { ...evalSet, cases: [] },
  size: evalSet.cases.length,
  fingerprint: fingerprint(evalSet),
  demands: demandsOf(evalSet),
  async *parts() {
    for (let from = 0; from < evalSet.cases.length; from += chunkSize)
      yield success(evalSet.cases.slice(from, from + chunkSize))
  },
})

/** Opens a file; each call reads it from its start. */
export type OpenFile = (path: string) => AsyncIterable<Uint8Array>

/**
 * A CSV or JSONL file in parts. It is read once to its end here, keeping no row, so that any problem in it is found
 * before money is spent; and again whenever its cases are asked for.
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
  const strict = await check(read(), placeholders)
  const relaxed = strict.ok ? undefined : relaxedFor(strict.problem)
  const lenient = relaxed && (await check(read(relaxed), placeholders))
  const checked = lenient ?? strict
  if (!checked.ok) return checked
  if (checked.value === undefined) return failure({ code: 'eval-set-empty', place: { path } })
  const { broken, ...chunks } = checked.value
  return success({
    ...chunks,
    async *parts() {
      for await (const part of read(relaxed)) {
        const problem = part.ok ? troubleIn(part.value, placeholders, broken) : part.problem
        if (problem) return yield failure(problem)
        if (part.ok) yield success(part.value.cases)
      }
    },
  })
}

/** What all parts of a file say together; undefined if it has none. */
async function check(
  parts: AsyncIterable<Outcome<EvalSet>>,
  placeholders: readonly string[],
): Promise<Outcome<(Omit<CaseChunks, 'parts'> & { readonly broken: ReadonlySet<number> }) | undefined>> {
  let common: EvalSet | undefined
  let demands: Demands | undefined
  let prints: ReturnType<typeof fingerprinter> | undefined
  let size = 0
  let missing: Problem | undefined
  const found: Problem[] = []
  let broken = 0
  for await (const part of parts) {
    if (!part.ok) return part
    const { cases, problems } = part.value
    const fatal = problems.find(isFatal)
    if (fatal) return failure(fatal)
    missing ??= missingVariable(part.value, placeholders)
    prints ??= fingerprinter(part.value)
    prints.add(cases)
    const more = demandsOf(part.value)
    demands = demands ? bothDemands(demands, more) : more
    common ??= { ...part.value, cases: [], problems: [] }
    found.push(...toldOnce(problems))
    broken += countBroken(problems)
    size += cases.length
    if (isBeyondUse(broken, size)) break
  }
  const told = toldOnce(found)
  const ending = tooBroken(told, size) ?? missing
  if (ending) return failure(ending)
  if (!common || !demands || !prints) return success(undefined)
  const all = { ...common, problems: brokenLeftOut(told) }
  if (size === 0) return told.length > 0 ? failure(whyEmpty(all)) : success(undefined)
  return success({ common: all, size, fingerprint: prints.end(), demands, broken: new Set(told.flatMap(brokenLine)) })
}

/** A row that is broken now and was not when the file was checked means that the file has changed. */
const troubleIn = (part: EvalSet, placeholders: readonly string[], broken: ReadonlySet<number>): Problem | undefined =>
  part.problems.find(isFatal) ??
  part.problems.find(problem => brokenLine(problem).some(line => !broken.has(line))) ??
  missingVariable(part, placeholders)

const brokenLine = ({ code, place }: Problem): readonly number[] => (code === 'broken-row' ? [place?.line ?? 0] : [])
