import type { TestEvent } from 'node:test/reporters'

/** A reporter for `node --test` that writes down, once, how many tests passed, failed and were skipped. */
export default async function* counts(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue
    const { tests, passed, skipped, todo } = event.data.counts
    // Whatever did not pass, was not skipped and is not wished for has failed: tests that were cancelled, and files that died.
    yield JSON.stringify({ passed, failed: tests - passed - skipped - todo, skipped: skipped + todo })
  }
}
