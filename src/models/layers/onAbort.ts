const listening = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Acts when the signal aborts, until the returned function is called. A signal looks through all its listeners when one
 * is added, and one signal ends a whole run with thousands of waiting requests, so that they share a single listener.
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
