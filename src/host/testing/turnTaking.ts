/** The work of one turn; the signal says that its result is no longer wanted. */
export type Work = (signal: AbortSignal) => Promise<void>

interface Turn {
  readonly cancelling: AbortController
  readonly ended: Promise<void>
}

/** One piece of work at a time per name: a new one cancels the previous one, waits for its end, and takes its place. */
export class Turns {
  private readonly last = new Map<string, Turn>()
  private isOver = false

  async take(name: string, work: Work): Promise<void> {
    if (this.isOver) return
    const before = this.last.get(name)
    before?.cancelling.abort()
    const cancelling = new AbortController()
    const { signal } = cancelling
    const begin = () => (signal.aborted ? undefined : work(signal))
    // An error in one turn is reported to its owner, and must not prevent the next turn.
    const ended = before === undefined ? begin() : before.ended.then(begin, begin)
    this.last.set(name, { cancelling, ended: Promise.resolve(ended) })
    await ended
  }

  /** Cancels everything that runs or waits. A later request, for example by a caller that was waiting, gets no turn. */
  cancel(): void {
    this.isOver = true
    for (const { cancelling } of this.last.values()) cancelling.abort()
  }
}
