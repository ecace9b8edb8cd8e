/**
 * Runs `fn` over the items, at most `limit` (1 or more) at once, and returns the results in the order of the items.
 * After an abort no new item is started; running ones are awaited, and the results are those of the items that were
 * started, which are the first ones. If `fn` throws, nothing new is started either, and the first error is thrown at
 * the end.
 */
export async function mapLimited<T, R>(
  items: Iterable<T>,
  limit: number,
  fn: (item: T, index: number) => Promise<R>,
  signal?: AbortSignal,
): Promise<R[]> {
  const results: R[] = []
  const errors: unknown[] = []
  const queue = numbered(items)
  const work = async () => {
    while (!signal?.aborted && errors.length === 0) {
      const next = queue.next()
      if (next.done) return
      const [index, item] = next.value
      try {
        results[index] = await fn(item, index)
      } catch (error) {
        errors.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.floor(limit)) }, work))
  if (errors.length > 0) throw errors[0]
  return results
}

function* numbered<T>(items: Iterable<T>): Generator<[number, T], undefined> {
  let index = 0
  for (const item of items) yield [index++, item]
  return undefined
}
