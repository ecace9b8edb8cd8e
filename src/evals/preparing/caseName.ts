import { isMadeName } from '../../problem/briefly.ts'
import type { Case } from '../evalSet.ts'

/** The name of a case for people: its id or, if that was made from its contents, the start of what it asks. */
export function caseName(evalCase: Pick<Case, 'id' | 'vars'>): string {
  const question = questionOf(evalCase)
  return isMadeName(evalCase.id) && question !== '' ? question : evalCase.id
}

/** What a case asks, in one short line. */
export function questionOf({ vars }: Pick<Case, 'vars'>): string {
  const line = Object.values(vars).join(' · ').slice(0, 400).replace(/\s+/g, ' ').trim()
  return line.length > 100 ? `${line.slice(0, 99).replace(/[\ud800-\udbff]$/, '')}…` : line
}
