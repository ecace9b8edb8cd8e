import type { DraftedCases } from '../../evals/drafting/draftCases.ts'
import type { AskForDraft } from '../../evals/drafting/draftPlan.ts'
import { replyItems } from '../../evals/drafting/replyItems.ts'
import type { NewCase } from '../../evals/writing/newCase.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { ngramSimilarity } from '../../text/similarity.ts'
import type { Skill } from '../catalogue/skillEntry.ts'
import type { Query } from './query.ts'

/** Everything that drafting near misses of a skill needs to know, as plain data. */
export interface NearMissPlan {
  readonly skill: Described
  /** The skills that are most like it and have queries of their own, the nearest first. */
  readonly neighbours: readonly (Described & { readonly queries: readonly string[] })[]
  /** Number of queries wanted, at least 1. */
  readonly count: number
  /** The queries and drafts that are there already. */
  readonly known: readonly string[]
}

interface Described {
  readonly name: string
  readonly description: string
}

/** More neighbours would be less near, and more queries of one request would get worse towards their end. */
const mostNeighbours = 6
const mostOfOne = 6

/** Near misses of a skill come from what its neighbours are for; undefined if none of them has a query of its own. */
export function nearMissPlan(
  skill: Skill,
  { skills, queries }: { readonly skills: readonly Skill[]; readonly queries: readonly Query[] },
  { count, drafts }: { readonly count: number; readonly drafts: readonly string[] },
): NearMissPlan | undefined {
  const neighbours = skills
    .filter(({ name }) => name !== skill.name)
    .map(({ name, description }) => ({
      name,
      description,
      queries: queries.filter(({ expected }) => expected[0] === name).map(({ text }) => text),
      near: ngramSimilarity(skill.description, description),
    }))
    .filter(one => one.queries.length > 0)
    .sort((a, b) => b.near - a.near)
    .slice(0, Math.min(mostNeighbours, count))
    .map(({ near: _, ...neighbour }) => neighbour)
  if (neighbours.length === 0) return undefined
  const { name, description } = skill
  return { skill: { name, description }, neighbours, count, known: [...queries.map(({ text }) => text), ...drafts] }
}

/**
 * Drafts near misses: queries of the nearest skills, reworded so that they still belong to their skill and sound like
 * this one's. Each expects the skill whose query it came from, until a person has accepted it.
 */
export async function draftNearMisses(plan: NearMissPlan, ask: AskForDraft): Promise<Outcome<DraftedCases>> {
  const { skill, neighbours, count, known } = plan
  const share = Math.min(mostOfOne, Math.ceil(count / neighbours.length))
  const replies = await Promise.all(
    neighbours.map(async ({ queries, ...neighbour }) => {
      const given = queries.slice(0, share)
      const reply = await ask(nearMissRequest(skill, neighbour, given), 100 + 80 * given.length)
      return { neighbour, given, reply }
    }),
  )
  const seen = new Set(known.map(key))
  const cases: NewCase[] = []
  const rules: DraftedCases['rules'][number][] = []
  let [written, problem, last] = [0, undefined as Problem | undefined, '']
  for (const { neighbour, given, reply } of replies) {
    if (!reply.ok) {
      problem ??= reply.problem
      continue
    }
    last = reply.value
    const items = replyItems(reply.value).slice(0, given.length)
    written += items.length
    const rule = `It belongs to ${neighbour.name} and sounds like ${skill.name}`
    const kept = items.flatMap(({ text }) => {
      const query = text.replace(/\s+/g, ' ').trim()
      if (!isQuery(query) || seen.has(key(query))) return []
      seen.add(key(query))
      const draft = { rule, kind: 'near miss' as const }
      return [{ vars: { query }, expected: [neighbour.name], draft }]
    })
    cases.push(...kept)
    rules.push({ rule, drafts: kept.length === 0 ? {} : { 'near miss': kept.length } })
  }
  if (cases.length === 0) return failure(problem ?? { code: 'nothing-drafted', reply: last })
  const dropped = written - cases.length
  return success({ cases: cases.slice(0, count), rules, dropped, ...(problem && { problem }) })
}

/** A plain request with one thing, because small models follow no others. */
export const nearMissRequest = (skill: Described, neighbour: Described, queries: readonly string[]): string =>
  [
    'A skill is loaded by what a user says. These are two skills:',
    [skill, neighbour].map(({ name, description }) => `- ${name}: ${oneLine(description)}`).join('\n'),
    `These requests are for ${neighbour.name}:\n${queries.map((query, at) => `${at + 1}. ${oneLine(query)}`).join('\n')}`,
    `Say each of them anew, as another user would, with words that remind of ${skill.name}. It must still be for ${neighbour.name} and not for ${skill.name}.`,
    `Write only the ${queries.length} requests, numbered 1 to ${queries.length}, each on one line.`,
  ].join('\n\n')

/** The longest text in a request or a query that is kept, in characters. */
const longest = 600

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, longest)

const isQuery = (text: string): boolean => text.length >= 8 && text.length <= longest && /\p{L}.*\s.*\p{L}/u.test(text)

const key = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
