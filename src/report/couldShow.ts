import { counted } from '../text/numbers.ts'

/**
 * What this many test cases can prove, before any is asked: the smallest gain, 0 to 1, that they show in four runs of
 * five if one case in twenty gets worse; undefined or null if they show none. `looks` says how often they were scored for
 * other prompts before.
 */
export function couldShow(cases: number, smallest: number | null | undefined, looks = 0): string {
  if (cases === 0) return 'Without test cases no gain is proven: 20 cases or more have some.'
  const shown = counted(cases, 'test case')
  const seen = looks === 0 ? '' : ` They were looked at ${counted(looks, 'time')} before, for other prompts.`
  if (smallest === null || smallest === undefined) return `${shown} can hardly prove any gain.${seen}`
  return `${shown} prove a gain of ${counted(Math.max(1, Math.round(100 * smallest)), 'point')} or more in four runs of five.${seen}`
}
