import { type Memory, remember } from '../../evals/pairing/memory.ts'
import { agentName, isSkill } from '../../evals/pairing/skillPlaces.ts'
import { readText } from '../../evals/reading/reading.ts'
import type { Problem } from '../../problem/problem.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'
import { noSkill, type Skill } from '../catalogue/skillEntry.ts'
import { handoffQueries } from './handoffs.ts'
import type { Queries, Query } from './query.ts'
import { queryFiles } from './queryFiles.ts'
import { readQueries } from './read.ts'

export interface GatherOptions {
  readonly files: Files
  /** The folder above which nothing is searched. */
  readonly root: string
  /** A file of queries about any of the skills, instead of those beside the skills. */
  readonly chosen?: string
  readonly memory?: Memory
}

/** All queries of the skills in a catalogue, each once. */
export async function gatherQueries(
  skills: readonly Skill[],
  { files, root, chosen, memory = remember(files) }: GatherOptions,
): Promise<Queries> {
  const queries: Query[] = []
  const problems: Problem[] = []
  const take = async (path: string, owner: string): Promise<void> => {
    const text = await readText(path, files)
    const read = text.ok ? readQueries(path, text.value, owner) : { queries: [], problems: [text.problem] }
    queries.push(...(read?.queries ?? []))
    problems.push(...(read?.problems ?? []))
  }
  if (chosen !== undefined) await take(chosen, '')
  else
    for (const skill of skills) {
      for (const path of await queryFiles(skill.path, root, memory)) await take(path, skill.name)
      const handedOver = isSkill(skill.path) ? undefined : await handoffsIn(skill.path, skills, files)
      queries.push(...(handedOver?.queries ?? []))
      problems.push(...(handedOver?.problems ?? []))
    }
  const merged = mergeQueries(queries)
  const listed = amongListed(merged.queries, skills)
  return { queries: listed.queries, problems: [...problems, ...merged.problems, ...listed.problems] }
}

/** What an agent says when it hands over. It may name the other by the name of its file too. */
async function handoffsIn(path: string, agents: readonly Skill[], files: Files): Promise<Queries | undefined> {
  const source = await readSourceText(path, files)
  if (!source.ok) return undefined
  const { queries, problems } = handoffQueries(path, source.value)
  const nameOf = (said: string): string =>
    agents.find(({ name }) => name === said)?.name ??
    agents.find(agent => agentName(agent.path).toLowerCase() === said.toLowerCase())?.name ??
    said
  return {
    queries: queries.map(query => ({ ...query, owner: nameOf(query.owner), expected: query.expected.map(nameOf) })),
    problems,
  }
}

/**
 * Combines what several files say about the same query: a query that one skill's file claims belongs to no other skill.
 * If two skills claim it, or one file both claims and rejects it, nobody knows which is right, and none of them counts.
 */
export function mergeQueries(queries: readonly Query[]): Queries {
  const byText = new Map<string, Query[]>()
  for (const query of queries) {
    const key = query.text.replace(/\s+/g, ' ')
    byText.set(key, [...(byText.get(key) ?? []), query])
  }
  const merged: Query[] = []
  const problems: Problem[] = []
  for (const same of byText.values()) {
    const [firstOne] = same
    if (firstOne === undefined) continue
    const claims = same.filter(({ expected }) => expected.length > 0)
    const [claim = firstOne] = claims
    const not = [...new Set(same.flatMap(query => query.not))]
    const rival = claims.find(({ expected }) => !expected.some(name => claim.expected.includes(name)))
    const denied = same.find(query => query !== claim && query.not.some(name => claim.expected.includes(name)))
    const against = rival ?? denied
    if (against === undefined) {
      merged.push({ ...claim, not })
      continue
    }
    const detail = `the same query has another label at ${claim.path}:${claim.line}`
    problems.push({ code: 'broken-row', detail, place: { path: against.path, line: against.line } })
  }
  return { queries: merged, problems }
}

/**
 * A skill that is not listed can never be chosen. If no other name is right, a query only says which skill is wrong for
 * it; if that is unknown too, it can only be reported.
 */
function amongListed(queries: readonly Query[], skills: readonly Skill[]): Queries {
  const listed = new Set([noSkill, ...skills.map(({ name }) => name)])
  const kept: Query[] = []
  const problems: Problem[] = []
  for (const query of queries) {
    const expected = query.expected.filter(name => listed.has(name))
    const not = query.not.filter(name => listed.has(name))
    if (expected.length + not.length > 0) kept.push({ ...query, expected, not })
    else {
      const detail = `it is about ${[...query.expected, ...query.not].join(', ')}, which is not listed`
      problems.push({ code: 'broken-row', detail, place: { path: query.path, line: query.line } })
    }
  }
  return { queries: kept, problems }
}
