/**
 * The effect of a change on the score, measured by leaving it out: what the refined prompt loses without it, -1 to 1,
 * with its interval.
 */
export interface Effect {
  readonly difference: number
  readonly interval: readonly [number, number]
  readonly cases: number
}

/** A text's score on the same cases as the original and the refined prompt, 0 to 1. */
export interface TextScore {
  readonly score: number
  readonly interval: readonly [number, number]
  readonly cases: number
}

/** The decisions about the changes of one refined prompt, and what was measured for them. Changes are named by id. */
export interface Decisions {
  /** The score of the refined prompt itself. */
  readonly refined: string
  readonly accepted: readonly string[]
  readonly rejected: readonly string[]
  readonly effects: Readonly<Record<string, Effect>>
  /** By the hash of the text. */
  readonly scores: Readonly<Record<string, TextScore>>
}

export const undecided = (refined: string): Decisions => ({
  refined,
  accepted: [],
  rejected: [],
  effects: {},
  scores: {},
})

/** Decisions are kept for this many refined prompts, the newest last, so that an undo after a reload finds them. */
const most = 50

export const withDecisions = (all: readonly Decisions[], one: Decisions): readonly Decisions[] =>
  [...all.filter(({ refined }) => refined !== one.refined), one].slice(-most)

/** Whether something stored by an earlier session can be read by this one. */
export const areDecisions = (raw: unknown): raw is Decisions =>
  isRecord(raw) &&
  typeof raw.refined === 'string' &&
  areNames(raw.accepted) &&
  areNames(raw.rejected) &&
  areMeasured(raw.effects, 'difference') &&
  areMeasured(raw.scores, 'score')

const areNames = (raw: unknown): boolean => Array.isArray(raw) && raw.every(name => typeof name === 'string')

const areMeasured = (raw: unknown, field: string): boolean =>
  isRecord(raw) &&
  Object.values(raw).every(
    value =>
      isRecord(value) &&
      typeof value[field] === 'number' &&
      Array.isArray(value.interval) &&
      value.interval.length === 2,
  )

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null
