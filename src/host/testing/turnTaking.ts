/** What is done in a turn, until it has been done or the signal says that its result is not wanted any more. */
export type Work = (signal: AbortSignal) => Promise<void>

interface Turn {
  readonly cancelling: AbortController
  readonly ended: Promise<void>
}

/** One piece of work at a time under a name: a new one cancels the one before, waits for its end, and takes its place. */
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
    // What went wrong in a turn is for its taker, and no reason to skip the next one.
    const ended = before === undefined ? begin() : before.ended.then(begin, begin)
    this.last.set(name, { cancelling, ended: Promise.resolve(ended) })
    await ended
  }

  /** Cancels all that goes on and all that waits. Who asks for a turn later, as one does who waited for another, gets none. */
  cancel(): void {
    this.isOver = true
    for (const { cancelling } of this.last.values()) cancelling.abort()
  }
}
