import { type Momentum, momentum } from './momentum.ts'
import { readPublished, readReply } from './reply.ts'
import { cosine, type Schedule } from './schedule.ts'
import { type Walk, walk } from './walk.ts'

/** A named assembly of parts. It has a name but no logic of its own. */
export interface Strategy {
  /** Which past prompts are shown, and how many. */
  readonly momentum: Momentum
  readonly memory: number
  readonly stepSize: Schedule
  /** Whether cases that the current prompt fails are shown beside the scored trajectory. */
  readonly failures: boolean
  readonly walk: Walk
  readonly read: typeof readReply
  /** Steps without a visible gain after which the run stops; null runs all steps. */
  readonly patience: number | null
}

/** Largest and smallest step size in words, and how many prompts are shown: the values of the published scripts. */
const published = { initial: 50, final: 10, memory: 3 }

const gpo = (steps: number): Strategy => ({
  momentum: momentum.relevance,
  memory: published.memory,
  stepSize: cosine(published.initial, published.final, steps),
  failures: true,
  walk: walk.elitist,
  read: readReply,
  patience: 6,
})

/** What differs when the loop runs as published: the evidence, the forced move, the reading of replies, no early stop. */
const asPublished = { failures: false, walk: walk.forced, read: readPublished, patience: null } as const

export const strategies = { gpo } as const satisfies Record<string, (steps: number) => Strategy>
export type StrategyName = keyof typeof strategies

export const assemble = (name: StrategyName, steps: number, paper: boolean): Strategy => ({
  ...strategies[name](steps),
  ...(paper ? asPublished : {}),
})

/**
 * Updates in one epoch: the whole batches of the train split, and one more where the rest fills at least half a batch
 * (the published rule: 20 cases 3, 35 cases 4, 50 cases 6, 100 cases 13 at a batch of 8). At least one.
 */
export const stepsPerEpoch = (cases: number, batchSize: number): number =>
  Math.max(1, Math.floor(cases / batchSize) + (cases % batchSize >= batchSize / 2 ? 1 : 0))
