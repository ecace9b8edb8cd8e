import { counted } from '../text/numbers.ts'

/**
 * What this many test cases can prove, before any is asked: the smallest gain, 0 to 1, that they show in four runs of
 * five if one case in twenty gets worse; undefined or null if they show none.
 */
export function couldShow(cases: number, smallest: number | null | undefined): string {
  if (cases === 0) return 'Without test cases no gain is proven: 20 cases or more have some.'
  const shown = counted(cases, 'test case')
  if (smallest === null || smallest === undefined) return `${shown} can hardly prove any gain.`
  return `${shown} prove a gain of ${counted(Math.max(1, Math.round(100 * smallest)), 'point')} or more in four runs of five.`
}
