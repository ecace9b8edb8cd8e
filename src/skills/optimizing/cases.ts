import type { Case } from '../../evals/evalSet.ts'
import { enoughForTest } from '../../evals/preparing/splits.ts'
import { shortHash } from '../../text/hash.ts'
import { type Random, random, shuffled } from '../../text/random.ts'
import { ngramSimilarity } from '../../text/similarity.ts'
import type { DescriptionChange } from '../catalogue/descriptionChange.ts'
import { type Query, shouldFire } from '../queries/query.ts'
import { purposesIn } from './purposes.ts'

/** What a description is optimized with. */
export interface Material {
  readonly skill: string
  /** All queries of the catalogue. */
  readonly queries: readonly Query[]
  /** The text of the skill once it is loaded, and the format of its file. */
  readonly body: string
  readonly path: string
  readonly seed: number
  /** Descriptions of other skills that were found just before, and will be judged together with this one. */
  readonly beside?: readonly DescriptionChange[]
}

/**
 * The cases of one skill's description. From about twenty of its own queries on, two fifths of each label are kept for
 * the test. The others are both shown and scored: each of so few queries says something else, so on queries that were
 * not shown a description would seldom gain by what it learned from those that were. Two more kinds only the search
 * uses. The most similar queries of other skills make taking them count against the description. The points of the
 * skill's body, which every request shows anyway, make it count to leave one out. Skills that change together come
 * first among the others, but not with the queries that their search has kept for the test.
 */
export function casesFor({ skill, queries, body, path, seed, beside = [] }: Material): readonly Case[] {
  const own = queries.filter(query => query.owner === skill && shouldFire(query, skill) !== undefined)
  const wanted = own.filter(query => shouldFire(query, skill) === true)
  const near = (query: Query): number => Math.max(0, ...wanted.map(({ text }) => ngramSimilarity(text, query.text)))
  const partners = new Map(beside.map(change => [change.skill, new Set(change.saw)]))
  const most = own.length === 0 ? mostOfPartners : 0
  const others = queries
    .filter(query => query.owner !== skill && shouldFire(query, skill) !== undefined)
    .filter(({ owner, text }) => partners.get(owner)?.has(text) ?? true)
    .map(query => ({
      query,
      near: near(query),
      isForemost: partners.has(query.owner) || shouldFire(query, skill) === true,
    }))
    .sort((a, b) => Number(b.isForemost) - Number(a.isForemost) || b.near - a.near)
    .slice(0, Math.max(Math.ceil(own.length * neighbourShare), most))
    .map(({ query }) => query)
  const rng = random(seed, 'routing', 'split')
  const mine = own.map(query => caseOf(query, skill))
  const tested = new Set(own.length < enoughForTest ? [] : shareOf(mine, rng))
  const asked = [...mine, ...others.map(query => caseOf(query, skill))].map(
    (item): Case => ({ ...item, split: tested.has(item) ? 'test' : 'search' }),
  )
  const purposes = purposesIn(body).map((text): Case => ({ ...purposeOf(text, skill, path), split: 'validation' }))
  // Batches keep the order of the cases, and each is to hold some of every kind.
  return [...shuffled(asked, rng), ...purposes]
}

/** More would only repeat what the most similar ones already show, and each is asked for every candidate. */
const neighbourShare = 1 / 3

/** A skill without queries learns from so many of those that change with it. */
const mostOfPartners = 16

/** The share of each label that is kept for the test. */
const testShare = 0.4

/** This share of the cases of each label. */
function shareOf(cases: readonly Case[], rng: Random): readonly Case[] {
  const labels = new Set(cases.map(({ expected }) => expected.join()))
  return [...labels].flatMap(label => {
    const group = shuffled(
      cases.filter(({ expected }) => expected.join() === label),
      rng,
    )
    return group.slice(group.length - Math.round(group.length * testShare))
  })
}

/** Only two labels, by which the splits are stratified; the owner of the query is stored separately. */
function caseOf(query: Query, skill: string): Case {
  const [owner] = query.expected
  const fires = shouldFire(query, skill) === true
  return {
    id: shortHash(query.text),
    vars: { query: query.text },
    expected: [fires ? skill : notSkill(skill)],
    ...(!fires && owner !== undefined && { description: owner }),
    path: query.path,
    line: query.line,
  }
}

const purposeOf = (text: string, skill: string, path: string): Case => ({
  id: shortHash(`purpose ${text}`),
  vars: { query: text },
  expected: [skill],
  description: 'a point of the body',
  path,
})

const notSkill = (skill: string): string => `not ${skill}`

/** Whether the answer, a name in the catalogue, is right for the case of a skill. */
export const isExpected = ({ expected }: Pick<Case, 'expected'>, answer: string, skill: string): boolean =>
  (expected[0] === skill) === (answer === skill)
