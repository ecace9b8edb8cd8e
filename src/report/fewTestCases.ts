import { counted } from '../text/numbers.ts'

/** With fewer test cases than this only large differences show, which is said whatever the result. */
export const fewTestCases = 50

/**
 * What this many test cases can prove, before any is asked: the smallest gain, 0 to 1, that they show in four runs of
 * five if one case in twenty gets worse; undefined or null if they show none. `looks` says how often they were scored for
 * other prompts before.
 */
export function couldShow(cases: number, smallest: Gain, looks = 0): string {
  if (cases === 0) return 'Without test cases no gain is proven: have 20 different cases or more, or mark some as test.'
  const seen = looks === 0 ? '' : ` They were looked at ${counted(looks, 'time')} before, for other prompts.`
  return `${provable(cases, smallest, 'if one case in twenty gets worse')}${seen}`
}

/** The same after they were asked: `smallest` comes from how much the answers to the two prompts differed. */
export const couldHaveShown = (cases: number, smallest: Gain): string =>
  provable(cases, smallest, 'where answers differ as much as here')

/** The same in one line of the sheet, which cuts what is longer: an estimate, as no answer is known yet. */
export function couldShowBriefly(cases: number, smallest: Gain, looks = 0): string {
  if (cases === 0) return 'Without test cases no gain is proven: have 20 different cases, or mark some as test'
  const few = cases < fewTestCases ? '; so few decide little' : ''
  const more = looks === 0 ? few : `; looked at ${counted(looks, 'time')} before`
  if (smallest === null || smallest === undefined) return `Estimated: the test cases can hardly prove any gain${more}`
  return `Estimated: the test cases prove a gain of ${pointsOf(smallest)} or more${more}`
}

const pointsOf = (gain: number): string => counted(Math.max(1, Math.round(100 * gain)), 'point')

type Gain = number | null | undefined

function provable(cases: number, smallest: Gain, basis: string): string {
  const shown = counted(cases, 'test case')
  if (smallest === null || smallest === undefined) return `${shown} can hardly prove any gain.`
  return `${shown} prove a gain of ${pointsOf(smallest)} or more in four runs of five, ${basis}.`
}
