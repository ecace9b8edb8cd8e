/** Does `end` when this program exits, also where a signal ends it. Gives what takes that back. */
export function atExit(end: () => void): () => void {
  exitOnSignals()
  process.once('exit', end)
  return () => process.off('exit', end)
}

/**
 * A signal kills a program without its exit handlers, and what it started with groups of their own would go on. So it
 * exits instead, with the status that a shell gives, or with the one that was set for an end that is meant.
 */
export function exitOnSignals(): void {
  if (isListening) return
  isListening = true
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }))
    process.once(signal, () => process.exit(process.exitCode ?? 128 + number))
  if (process.env.npm_lifecycle_event !== undefined) exitWithParent()
}

/** Where npm is ended, the signal ends the shell between npm and this program, and nobody tells this one. */
function exitWithParent(): void {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.exit(process.exitCode ?? 143), 500).unref()
}

let isListening = false
