const listening = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls `act` when the signal aborts, unless the returned function was called before. Adding a listener makes a signal
 * search through all it has, and one signal ends a whole run with thousands of waiting requests, so they all share a
 * single listener.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const acts = listening.get(signal) ?? listen(signal)
  acts.add(act)
  return () => acts.delete(act)
}

function listen(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>()
  listening.set(signal, acts)
  const actAll = () => {
    for (const act of acts) act()
  }
  signal.addEventListener('abort', actAll, { once: true })
  return acts
}
