/** What is made of a longer source is given up when the memory is needed; that of a shorter one is small, and kept. */
const small = 50_000

interface Kept<T> {
  readonly path: string
  readonly source: string
  readonly made: T
}

/**
 * The same function of a path and a source, which gives its last result again for the same two: a file is asked in turn
 * what it names, what it holds and how it pairs.
 */
export function keepingLast<T extends object>(
  make: (path: string, source: string) => T,
): (path: string, source: string) => T {
  let last: Pick<WeakRef<Kept<T>>, 'deref'> | undefined
  return (path, source) => {
    const before = last?.deref()
    if (before?.path === path && before.source === source) return before.made
    const kept = { path, source, made: make(path, source) }
    last = source.length < small ? { deref: () => kept } : new WeakRef(kept)
    return kept.made
  }
}
