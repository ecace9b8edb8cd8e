import type { Case, SplitName } from '../../evals/evalSet.ts'
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
 * The cases of one skill's description. Its own queries are split by label; from about twenty on, two fifths are for
 * the test. Only the search uses the most similar queries of other skills, so that taking them counts against the
 * description, and the points of the skill's body, which say what it is for in words that are in no query. Skills that
 * change together come first among the others, but not with the queries that their search has kept for the test.
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
    .map(({ query }) => caseOf(query, skill))
  const rng = random(seed, 'routing', 'split')
  const purposes = purposesIn(body).map(text => purposeOf(text, skill, path))
  return [
    ...drawn(
      own.map(query => caseOf(query, skill)),
      own.length < enoughForTest ? withoutTest : withTest,
      rng,
    ),
    ...drawn(others, searchOnly, rng),
    ...drawn(purposes, searchOnly, rng),
  ]
}

/** More would only repeat what the most similar ones already show, and each is asked for every candidate. */
const neighbourShare = 1 / 3

/** A skill without queries learns from so many of those that change with it. */
const mostOfPartners = 16

/** From this many on there is a test split; with fewer, its verdict would be noise. */
const enoughForTest = 20

/** Shares of train, validation and test. */
type Shares = readonly [number, number, number]
const withTest: Shares = [0.2, 0.4, 0.4]
const withoutTest: Shares = [0.3, 0.7, 0]
const searchOnly: Shares = [0.5, 0.5, 0]

/** The cases of each label, in random order, divided by shares. */
function drawn(cases: readonly Case[], shares: Shares, rng: Random): readonly Case[] {
  const labels = [...new Set(cases.map(({ expected }) => expected.join()))]
  const splits = new Map<Case, SplitName>()
  for (const label of labels) {
    const group = shuffled(
      cases.filter(({ expected }) => expected.join() === label),
      rng,
    )
    for (const [index, item] of group.entries()) splits.set(item, splitAt((index + 0.5) / group.length, shares))
  }
  return cases.map(item => ({ ...item, split: splits.get(item) ?? 'validation' }))
}

const splitAt = (at: number, [train, validation]: Shares): SplitName =>
  at < train ? 'train' : at < train + validation ? 'validation' : 'test'

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
