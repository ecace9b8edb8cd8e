import { type Random, random, shuffled } from '../../text/random.ts'
import type { Case } from '../evalSet.ts'

/** The cases by their use; each split keeps the order of the file. */
export interface Splits {
  /** Shown to the optimizer model. */
  readonly train: readonly Case[]
  /** Chooses the winner. */
  readonly validation: readonly Case[]
  /** Opened once, at the end. */
  readonly test: readonly Case[]
}

/**
 * From this many cases on there is a test split. With fewer, its verdict would be noise, and the search needs the cases
 * more.
 */
export const enoughForTest = 20

/** Up to this many distinct reference answers count as labels, and every split gets its share of each. */
const mostLabels = 10

/**
 * Splits the cases. If the cases themselves say where they belong, that is used, and a case that does not say goes to
 * validation. Otherwise the seed decides: from 20 cases on 20 % train, 40 % validation and 40 % test; with fewer, 25 %
 * train (at least one) and the rest validation, without a test. A single case goes to validation. If the author's split
 * lacks train or validation, that is taken from the other in the same proportions. The search must not see the test: a
 * test case with the same question as another case goes to validation, where knowing its answer does no harm.
 */
export function split(cases: readonly Case[], seed: number): Splits {
  const { train, validation, test } = drawn(cases, seed)
  const seen = new Set([...train, ...validation].map(questionKey))
  const told = test.filter(evalCase => seen.has(questionKey(evalCase)))
  if (told.length === 0) return { train, validation, test }
  const unseen = test.filter(evalCase => !seen.has(questionKey(evalCase)))
  return { train, validation: inOrder(cases, [...validation, ...told]), test: unseen }
}

/** What the task model is sent for a case, apart from the prompt. */
export const questionKey = ({
  vars,
  messages,
  prefix,
  suffix,
}: Pick<Case, 'vars' | 'messages' | 'prefix' | 'suffix'>): string =>
  JSON.stringify([Object.entries(vars).sort(), messages, prefix, suffix])

function drawn(cases: readonly Case[], seed: number): Splits {
  const rng = random(seed, 'split')
  if (cases.some(evalCase => evalCase.split !== undefined)) return ownSplits(cases, rng)
  if (cases.length < enoughForTest) return { ...withoutTest(cases, rng), test: [] }
  const train = Math.round(cases.length * 0.2)
  const validation = Math.round(cases.length * 0.4)
  const order = stratified(cases, rng)
  return {
    train: inOrder(cases, order.slice(0, train)),
    validation: inOrder(cases, order.slice(train, train + validation)),
    test: inOrder(cases, order.slice(train + validation)),
  }
}

function ownSplits(cases: readonly Case[], rng: Random): Splits {
  const of = (...names: readonly Case['split'][]): readonly Case[] => cases.filter(({ split }) => names.includes(split))
  const [train, validation, test] = [of('train', 'search'), of(undefined, 'validation', 'search'), of('test')]
  if (train.length > 0 && validation.length > 0) return { train, validation, test }
  return { ...withoutTest([...train, ...validation], rng), test }
}

function withoutTest(cases: readonly Case[], rng: Random): Pick<Splits, 'train' | 'validation'> {
  const train = cases.length < 2 ? 0 : Math.max(1, Math.round(cases.length * 0.25))
  const order = stratified(cases, rng)
  return { train: inOrder(cases, order.slice(0, train)), validation: inOrder(cases, order.slice(train)) }
}

/** A random order in which every stretch contains the labels in about the proportions of the whole. */
function stratified(cases: readonly Case[], rng: Random): Case[] {
  const order = shuffled(cases, rng)
  const groups = new Map<string, Case[]>()
  for (const evalCase of order) {
    const label = labelOf(evalCase)
    const group = groups.get(label)
    if (group) group.push(evalCase)
    else groups.set(label, [evalCase])
  }
  if (groups.size > mostLabels) return order
  const placed = [...groups.values()].flatMap(group => {
    const offset = rng()
    return group.map((evalCase, index) => ({ evalCase, at: (index + offset) / group.length }))
  })
  return placed.sort((a, b) => a.at - b.at).map(({ evalCase }) => evalCase)
}

/** What a case wants: its reference answers or, without any, what its own checks look for. */
const labelOf = ({ expected, checks = [] }: Case): string =>
  expected.length > 0 ? expected.join('\n') : JSON.stringify(checks.map(({ value, values }) => values ?? value))

function inOrder(cases: readonly Case[], chosen: readonly Case[]): Case[] {
  const set = new Set(chosen)
  return cases.filter(evalCase => set.has(evalCase))
}
