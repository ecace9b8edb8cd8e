/**
 * Finds how many concurrent requests to one server are worthwhile. This has to be tried, because nothing else tells.
 */
export interface Climb {
  /** A whole number, at least 1. */
  limit(): number
  sent(now: number): void
  /**
   * A request was answered after this many milliseconds. `full` says that others were waiting meanwhile: only then does
   * the rate of answers say anything about the limit.
   */
  answered(now: number, latencyMs: number, full: boolean): void
  /** A request sent at that time met a server that was overloaded, or did not answer in time. */
  overburdened(now: number, sentAt: number): void
  /** A request was turned away while this many others were running, which is therefore what the server accepts. */
  turnedAway(others: number): void
  /** They were turned away for another reason, so the limit returns to what it was. */
  backTo(before: number): void
}

export interface ClimbOptions {
  readonly first: number
  readonly most: number
  /** Milliseconds that a request may take; a step that might make requests slower than that is not taken. */
  readonly patienceMs: number
}

/** The factor of each step while every step pays off. */
const stride = 4
/** A step has paid off if the rate of answers shows at least this share of its proportional gain. */
const paying = 0.4
/**
 * How many times more requests to allow than the rate of answers calls for, so that no slot of the server waits for us.
 */
const spare = 1.15
/** The factor of a cautious step, up or down, after the climb has ended. */
const small = 1.5
/** The minimum number of answers by which a stride, and a cautious step, is judged. */
const fewestRising = 3
const fewest = 16
/** Rounds between two cautious steps up; doubled whenever one did not pay off. */
const firstPause = 2
const longestPause = 64
/** By which factor answers must be slower than usual before fewer concurrent requests are tried. */
const slower = 2

/**
 * First the limit rises in strides while the rate of answers rises with it. When it no longer does, the limit falls
 * back to what the rate calls for by Little's law (1961), L = lambda W: the rate times the latency of the server when
 * it is not busy. After that it tries a little more from time to time and a little less when answers become slow, and
 * halves when the server is overloaded (after additive increase, multiplicative decrease: Chiu and Jain 1989). A round
 * has as many answers as the limit.
 */
export function climb({ first, most, patienceMs }: ClimbOptions): Climb {
  let limit = Math.min(first, most)
  let rising = true
  let reference: Round | undefined
  /** The limit to return to if the current step does not pay off. */
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

  /** By which factor the limit could grow without exceeding the patience, if every request slowed down all others. */
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

/** A series of answers with the limit that applied to them. Times in milliseconds. */
interface Round {
  readonly limit: number
  readonly startedAt: number
  readonly endedAt: number
  readonly count: number
  readonly sumMs: number
  readonly slowestMs: number
}

/** Answers per millisecond. */
const paceOf = ({ count, startedAt, endedAt }: Round): number => count / Math.max(endedAt - startedAt, 0.01)

const meanOf = ({ count, sumMs }: Round): number => sumMs / Math.max(count, 1)

/** Whether more concurrent requests have brought enough more answers. */
const pays = (before: Round, after: Round): boolean =>
  paceOf(after) > paceOf(before) * (1 + paying * (after.limit / before.limit - 1))
