import { sha256 } from '../text/hash.ts'
import type { Case, EvalSet } from './evalSet.ts'

/** Tells whether a score still speaks of the same cases and checks: sha256 of what is asked and expected, hex. */
export const fingerprint = ({ cases, checks, dialect }: EvalSet): string =>
  sha256(JSON.stringify([checks, ...(dialect ? [dialect] : []), cases.map(parts)]))

const parts = ({ vars, expected, checks, messages, prefix, suffix, threshold }: Case): unknown[] => {
  const more = { messages, prefix, suffix, threshold }
  return [vars, expected, checks ?? null, ...(Object.values(more).some(part => part !== undefined) ? [more] : [])]
}
