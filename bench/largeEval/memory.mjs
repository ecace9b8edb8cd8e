// Loaded into the measured process: says at its end how much memory it had at most, and what its heap still holds.
process.on('exit', () => {
  globalThis.gc?.()
  const megabytes = bytes => Math.round(bytes / 1024 / 1024)
  const peak = megabytes(process.resourceUsage().maxRSS * 1024)
  process.stderr.write(`\nmemory: ${peak} ${megabytes(process.memoryUsage().heapUsed)}\n`)
})
