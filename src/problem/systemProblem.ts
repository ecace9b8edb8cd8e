import type { Problem } from './problem.ts'

/** What the operating system refused (a full disk, a folder that is read-only, a port in use), undefined for a bug. */
export function systemProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error && 'syscall' in error)) return undefined
  const detail = error.message
  return 'path' in error && typeof error.path === 'string'
    ? { code: 'system-refused', detail, place: { path: error.path } }
    : { code: 'system-refused', detail }
}
