import { createHash } from 'node:crypto'
import type { Case, EvalSet } from '../evalSet.ts'

/** Shows whether a score is still about the same cases and checks: sha256, in hex, of everything asked and expected. */
export function fingerprint(evalSet: EvalSet): string {
  const printer = fingerprinter(evalSet)
  printer.add(evalSet.cases)
  return printer.end()
}

/** The same for a set whose cases come one after another. */
export function fingerprinter({ checks, dialect }: Pick<EvalSet, 'checks' | 'dialect'>) {
  const hash = createHash('sha256').update(JSON.stringify([checks, ...(dialect ? [dialect] : []), 0]).slice(0, -2))
  let separator = '['
  return {
    add(cases: readonly Case[]): void {
      for (const evalCase of cases) {
        hash.update(separator + JSON.stringify(parts(evalCase)))
        separator = ','
      }
    },
    end: (): string => hash.update(separator === '[' ? '[]]' : ']]').digest('hex'),
  }
}

const parts = ({ vars, data, expected, checks, messages, prefix, suffix, threshold }: Case): unknown[] => {
  const more = { data, messages, prefix, suffix, threshold }
  return [vars, expected, checks ?? null, ...(Object.values(more).some(part => part !== undefined) ? [more] : [])]
}
