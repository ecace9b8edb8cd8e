/** Shorter sources are made anew sooner than kept: a reference holds what it refers to until the program waits. */
const worthKeeping = 50_000

/**
 * The same function of a path and a source, which gives its last result again for the same two, for as long as nothing
 * else needs the memory: a large file is asked in turn what it names, what it holds and how it pairs.
 */
export function keepingLast<T extends object>(
  make: (path: string, source: string) => T,
): (path: string, source: string) => T {
  let last: WeakRef<{ readonly path: string; readonly source: string; readonly made: T }> | undefined
  return (path, source) => {
    const before = last?.deref()
    if (before?.path === path && before.source === source) return before.made
    const made = make(path, source)
    if (source.length >= worthKeeping) last = new WeakRef({ path, source, made })
    return made
  }
}
