/** How many requests at once are worth sending to one server: found by trying, as nothing else tells. */
export interface Climb {
  /** Whole, at least 1. */
  limit(): number
  sent(now: number): void
  /**
   * A request has been answered after so many milliseconds. `full` where others were waiting meanwhile: only then does the
   * pace of the answers tell something about the limit.
   */
  answered(now: number, latencyMs: number, full: boolean): void
  /** A request that was sent at that time met a server that had too many, or none that answered in time. */
  overburdened(now: number, sentAt: number): void
  /** A request was turned away while so many others were under way, which is as many as the server takes. */
  turnedAway(others: number): void
  /** They were turned away for another reason: the limit is what it was before. */
  backTo(before: number): void
}

export interface ClimbOptions {
  readonly first: number
  readonly most: number
  /** Milliseconds that a request may take; a step that might make them outlast it is not taken. */
  readonly patienceMs: number
}

/** While every step pays, the next one is this many times as far. */
const stride = 4
/** Share of a step's proportional gain that has to show in the pace of the answers for the step to have paid. */
const paying = 0.4
/** Requests at once beside those that the pace of the answers calls for, so that no place of the server waits for us. */
const spare = 1.15
/** A cautious step, up or down, once the climb has ended. */
const small = 1.5
/** Answers that a stride, and that a cautious step, is judged by, at the least. */
const fewestRising = 3
const fewest = 16
/** Rounds from one cautious step up to the next; doubled whenever it did not pay. */
const firstPause = 2
const longestPause = 64
/** How much longer than usual answers must take for fewer at once to be tried. */
const slower = 2

/**
 * Climbs in strides while the pace of the answers rises with the limit, and comes back to what the pace calls for (by
 * Little's law: pace times the time of an answer on a server that is not busy) when it does not. From then on it tries a
 * little more from time to time, a little less when answers grow slow, and halves when the server is overburdened
 * (additive increase, multiplicative decrease: Chiu and Jain 1989). A round has as many answers as the limit.
 */
export function climb({ first, most, patienceMs }: ClimbOptions): Climb {
  let limit = Math.min(first, most)
  let rising = true
  let reference: Round | undefined
  /** The limit to come back to where the step under way does not pay. */
  let from: number | undefined
  let quickest = Number.POSITIVE_INFINITY
  let pause = firstPause
  let resting = 0
  let lastTrouble = Number.NEGATIVE_INFINITY
  let round: Round | undefined

  const moveTo = (next: number) => {
    limit = Math.min(most, Math.max(1, next))
    round = undefined
  }

  /** How many times as many could be under way without outlasting the patience, were each of them a burden on all. */
  const room = ({ slowestMs }: Round): number => patienceMs / 2 / Math.max(slowestMs, 1)

  const rise = (ended: Round) => {
    if (reference !== undefined && !pays(reference, ended)) return settle(ended)
    reference = ended
    const factor = Math.min(stride, room(ended))
    if (limit >= most || factor < small) return settle(ended)
    moveTo(Math.floor(limit * factor))
  }

  const settle = (ended: Round) => {
    const pace = Math.max(paceOf(ended), reference === undefined ? 0 : paceOf(reference))
    const wanted = Math.ceil(pace * quickest * spare)
    rising = false
    if (reference !== ended) moveTo(Math.min(limit, wanted))
    reference = undefined
  }

  const steady = (ended: Round) => {
    if (from !== undefined && reference !== undefined) {
      const paid = from < limit ? pays(reference, ended) : paceOf(ended) > (1 - paying / 2) * paceOf(reference)
      if (!paid) {
        if (from < limit) pause = Math.min(longestPause, 2 * pause)
        moveTo(from)
      }
      resting = paid ? pause : 0
      from = undefined
      reference = paid ? ended : reference
      return
    }
    resting += 1
    const isSlow = reference !== undefined && meanOf(ended) > slower * meanOf(reference)
    if (isSlow && limit > 1) return step(ended, Math.max(1, Math.floor(limit / small)))
    reference ??= ended
    if (resting >= pause && limit < most && room(ended) > small) step(ended, Math.ceil(limit * small))
  }

  const step = (ended: Round, to: number) => {
    from = limit
    reference = ended
    resting = 0
    moveTo(to)
  }

  return {
    limit: () => limit,
    sent(now) {
      round ??= { limit, startedAt: now, endedAt: now, count: 0, sumMs: 0, slowestMs: 0 }
    },
    answered(now, latencyMs, full) {
      if (round === undefined) return
      const { count, sumMs, slowestMs } = round
      const grown = { ...round, endedAt: now, count: count + 1, sumMs: sumMs + latencyMs }
      round = full ? { ...grown, slowestMs: Math.max(slowestMs, latencyMs) } : undefined
      if (round === undefined || round.count < Math.max(limit, rising ? fewestRising : fewest)) return
      const ended = round
      round = undefined
      quickest = Math.min(quickest, meanOf(ended))
      if (rising) rise(ended)
      else steady(ended)
    },
    overburdened(now, sentAt) {
      if (sentAt < lastTrouble) return
      lastTrouble = now
      fall(Math.floor(limit / 2))
    },
    turnedAway(others) {
      if (others < limit) fall(others)
    },
    backTo(before) {
      if (before > limit) moveTo(before)
    },
  }

  function fall(to: number): void {
    if (from !== undefined && from < limit) pause = Math.min(longestPause, 2 * pause)
    rising = false
    from = undefined
    reference = undefined
    resting = 0
    moveTo(to)
  }
}

/** So many answers in a row, with the limit they came under. Times in milliseconds. */
interface Round {
  readonly limit: number
  readonly startedAt: number
  readonly endedAt: number
  readonly count: number
  readonly sumMs: number
  readonly slowestMs: number
}

/** Answers a millisecond. */
const paceOf = ({ count, startedAt, endedAt }: Round): number => count / Math.max(endedAt - startedAt, 0.01)

const meanOf = ({ count, sumMs }: Round): number => sumMs / Math.max(count, 1)

/** Whether more at once have brought enough more answers. */
const pays = (before: Round, after: Round): boolean =>
  paceOf(after) > paceOf(before) * (1 + paying * (after.limit / before.limit - 1))
