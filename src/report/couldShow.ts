import { counted } from '../text/numbers.ts'

/**
 * What this many test cases can prove, before any is asked: the smallest gain, 0 to 1, that they show in four runs of
 * five if one case in twenty gets worse; undefined or null if they show none. `looks` says how often they were scored for
 * other prompts before.
 */
export function couldShow(cases: number, smallest: Gain, looks = 0): string {
  if (cases === 0) return 'Without test cases no gain is proven: 20 cases or more have some.'
  const seen = looks === 0 ? '' : ` They were looked at ${counted(looks, 'time')} before, for other prompts.`
  return `${provable(cases, smallest, 'if one case in twenty gets worse')}${seen}`
}

/** The same after they were asked: `smallest` comes from how much the answers to the two prompts differed. */
export const couldHaveShown = (cases: number, smallest: Gain): string =>
  provable(cases, smallest, 'where answers differ as much as here')

type Gain = number | null | undefined

function provable(cases: number, smallest: Gain, basis: string): string {
  const shown = counted(cases, 'test case')
  if (smallest === null || smallest === undefined) return `${shown} can hardly prove any gain.`
  const points = counted(Math.max(1, Math.round(100 * smallest)), 'point')
  return `${shown} prove a gain of ${points} or more in four runs of five, ${basis}.`
}
