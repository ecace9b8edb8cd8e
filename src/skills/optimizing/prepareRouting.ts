import type { EvalSet } from '../../evals/evalSet.ts'
import { remember } from '../../evals/pairing/memory.ts'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import type { Prepared } from '../../evals/preparing/prepare.ts'
import { readText } from '../../evals/reading/reading.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files, PromptFile } from '../../prompts/promptFile.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { type DescriptionChange, withChanges } from '../catalogue/descriptionChange.ts'
import type { Skill } from '../catalogue/skillEntry.ts'
import { catalogueRoot } from '../catalogue/skillFolders.ts'
import { gatherQueries, mergeQueries } from '../queries/gather.ts'
import type { Query } from '../queries/query.ts'
import { readQueries } from '../queries/read.ts'
import { casesFor } from './cases.ts'

/** Whether descriptions of files of a format are scored by where queries go. */
export const isRouted = (format: PromptFile['format']): boolean => format === 'skill' || format === 'agent-md'

/** A skill's description with its catalogue, and the queries that say where each request should go. */
export interface PreparedRouting {
  readonly skill: string
  readonly skills: readonly Skill[]
  readonly queries: readonly Query[]
  readonly body: string
  readonly evalSet: EvalSet
  /** Other skills that are described otherwise than their files say. */
  readonly beside?: readonly string[]
}

export interface RoutingMaterial {
  readonly files: Files
  /** A file of queries about this skill, instead of those beside the skill. */
  readonly chosen?: string
  readonly seed: number
  /** Descriptions that stand in place of those in the files of other skills. */
  readonly waiting?: readonly DescriptionChange[]
}

/**
 * Whether a skill's description is what to optimize: it is named, or the only cases are queries, which pairing need not
 * have found, since queries lie in more places than eval sets do.
 */
export const meansDescription = (named: string | undefined, prepared: Outcome<Prepared>): boolean =>
  named === undefined
    ? prepared.ok
      ? prepared.value.target.id === 'description'
      : prepared.problem.code === 'no-eval-set'
    : named === 'description'

/**
 * Finds out whether a description can be scored by routing: its skill must be listed and have queries. Undefined if it
 * cannot. A query of its own that says nothing, or contradicts itself, is a failure on its line.
 */
export async function prepareRouting(
  prompt: PromptFile,
  { files, chosen, seed, waiting = [] }: RoutingMaterial,
): Promise<Outcome<PreparedRouting> | undefined> {
  const root = catalogueRoot(prompt.path)
  const listed = await readCatalogue(root, { files, ofAgents: !isSkill(prompt.path) })
  const own = listed.skills.find(({ path }) => path === prompt.path)
  if (own === undefined) return undefined
  const others = waiting.filter(({ path }) => path !== prompt.path)
  const skills = withChanges(listed.skills, others)
  const memory = remember(files)
  const gathered = await gatherQueries(skills, { files, root, memory })
  const named = chosen === undefined ? undefined : await readText(chosen, files)
  if (named?.ok === false) return named
  const given = chosen !== undefined && named?.ok ? readQueries(chosen, named.value, own.name) : undefined
  if (chosen !== undefined && given === undefined) return undefined
  const rest = gathered.queries.filter(({ owner }) => given === undefined || owner !== own.name)
  const merged = given ? mergeQueries([...given.queries, ...rest]) : gathered
  const mine = merged.queries.filter(({ owner }) => owner === own.name)
  const [first] = mine
  const problem = [...(given?.problems ?? []), ...merged.problems].find(
    ({ place }) => place?.path === (first?.path ?? chosen),
  )
  if (problem) return failure(problem)
  const { queries } = merged
  // Skills that change together can be told apart by the queries of one of them.
  const basis = first ?? queries.find(({ owner }) => others.some(change => change.skill === owner))
  if (basis === undefined) return undefined
  const body = prompt.targets.find(({ id }) => id === 'body')?.text ?? ''
  const cases = casesFor({ skill: own.name, queries, body, path: prompt.path, seed, beside: others })
  if (first === undefined && cases.every(({ expected }) => expected[0] !== own.name)) return undefined
  const evalSet: EvalSet = { path: basis.path, cases, checks: [], dialect: 'skill', exemplars: [], problems: [] }
  const beside = others.map(change => change.skill)
  return success({ skill: own.name, skills, queries, body, evalSet, ...(beside.length > 0 && { beside }) })
}
