import { sha256 } from '../text/hash.ts'
import type { EvalSet } from './evalSet.ts'

/** Tells whether a score still speaks of the same cases and checks: sha256 of what is asked and expected, hex. */
export const fingerprint = ({ cases, checks }: EvalSet): string =>
  sha256(JSON.stringify([checks, cases.map(item => [item.vars, item.expected, item.checks ?? null])]))
