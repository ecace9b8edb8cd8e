import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files } from '../../prompts/promptFile.ts'
import type { Case, EvalSet } from '../evalSet.ts'
import { bothDemands, type Demands, demandsOf } from '../grading/demands.ts'
import { toldOnce } from '../reading/leftOut.ts'
import { relaxedFor } from '../reading/rows.ts'
import { streamEvalSet } from '../reading/streamedSet.ts'
import { fingerprint, fingerprinter } from './fingerprint.ts'
import { fitted, isFatal, missingVariable, whyEmpty } from './prepare.ts'

/** An eval set whose cases come in parts, as often as they are asked for, so that not all of them need be held at once. */
export interface CaseChunks {
  /** What holds for every case; it has none itself. */
  readonly common: EvalSet
  /** How many cases there are in all. */
  readonly size: number
  readonly fingerprint: string
  readonly demands: Demands
  /** The cases in order. A failure, where the file is no longer what it was, is the last part. */
  parts(): AsyncIterable<Outcome<readonly Case[]>>
}

/** Cases of one part: enough to keep many requests under way, and few enough to be held with their answers. */
export const chunkSize = 500

/** A set that is held as a whole, in parts. */
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

/** Opens a file, and reads it from its start each time. */
export type OpenFile = (path: string) => AsyncIterable<Uint8Array>

/**
 * A CSV or JSONL file in parts. It is read once to the end here, keeping no row, so that whatever is wrong in it is found
 * before anything is spent, and again whenever its cases are asked for.
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
  return success({
    ...checked.value,
    async *parts() {
      for await (const part of read(relaxed)) {
        const problem = part.ok ? troubleIn(part.value, placeholders) : part.problem
        if (problem) return yield failure(problem)
        if (part.ok) yield success(part.value.cases)
      }
    },
  })
}

/** What is said of a file by all of its parts; undefined where it has none. */
async function check(
  parts: AsyncIterable<Outcome<EvalSet>>,
  placeholders: readonly string[],
): Promise<Outcome<Omit<CaseChunks, 'parts'> | undefined>> {
  let common: EvalSet | undefined
  let demands: Demands | undefined
  let prints: ReturnType<typeof fingerprinter> | undefined
  let size = 0
  let missing: Problem | undefined
  let told: readonly Problem[] = []
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
    told = toldOnce([...told, ...problems])
    size += cases.length
  }
  if (missing) return failure(missing)
  if (!common || !demands || !prints) return success(undefined)
  const all = { ...common, problems: told }
  if (size === 0) return told.length > 0 ? failure(whyEmpty(all)) : success(undefined)
  return success({ common: all, size, fingerprint: prints.end(), demands })
}

const troubleIn = (part: EvalSet, placeholders: readonly string[]): Problem | undefined =>
  part.problems.find(isFatal) ?? missingVariable(part, placeholders)
