import { isSwayedByOrder, type JudgeFigures, leastKappa, lengthBias } from '../evals/marking/judgeFigures.ts'
import type { AgreementChange } from '../run/judging/agreementChange.ts'
import type { JudgeStanding } from '../run/judging/judgeReport.ts'
import { count, counted, percent, pValue } from '../text/numbers.ts'

/** How far a judge agrees with people, in one sentence. */
export function agreementWords({ marks, accuracy, kappa }: JudgeFigures): string {
  const [low, high] = accuracy.interval
  const share = `It agrees with ${percent(accuracy.value)} [${percent(low)} to ${percent(high)}] of ${counted(marks, 'mark')}`
  if (kappa === null) return `${share}; chance alone explains that, since marks or verdicts are all the same.`
  const few =
    kappa.value < leastKappa ? `, which is little: below ${leastKappa} a score says little about the answers` : ''
  return `${share}, kappa ${kappaWords(kappa)}${few}.`
}

const kappaWords = ({ value, interval: [low, high] }: NonNullable<JudgeFigures['kappa']>): string =>
  `${value.toFixed(2)} [${low.toFixed(2)} to ${high.toFixed(2)}]`

/** What sways the judge, one sentence each; also where nothing does, so that one sees that it was looked for. */
export function swayWords(figures: JudgeFigures): readonly string[] {
  const { padded, swapped, again } = figures
  const bias = lengthBias(figures)
  const turned = `${count(padded.toPass)} of ${count(padded.asked)} verdicts turn to a pass, ${count(padded.toFail)} to a fail (${pValue(padded.pValue)})`
  const order = `with the parts of the question in reverse order ${count(swapped.toPass + swapped.toFail)} of ${counted(swapped.asked, 'verdict')} turn`
  return [
    bias === undefined
      ? `Length: with words added that say nothing, ${turned}.`
      : `Length: it prefers ${bias} answers. With words added that say nothing, ${turned}.`,
    ...(swapped.asked === 0
      ? []
      : [isSwayedByOrder(figures) ? `Order: it decides often; ${order}.` : `Order: ${order}.`]),
    ...(again.asked === 0
      ? []
      : [`Asked the same again, ${count(again.turned)} of ${counted(again.asked, 'verdict')} turn.`]),
  ]
}

/** What a score by this judge is worth, if that has to be said: nobody checked the judge, or it agrees too little. */
export function judgeCaveat(standing: JudgeStanding | undefined): readonly string[] {
  return standing === undefined ? [] : [...agreementCaveat(standing), ...waverSentence(standing)]
}

function agreementCaveat({ check }: JudgeStanding): readonly string[] {
  if (check === null) return ['Graded by a judge nobody has checked: mark some answers good or bad, and compare.']
  const { kappa, interval, marks } = check
  if (kappa === null || interval === null)
    return [`Graded by a judge that was checked on marks that are all the same (${count(marks)}), which shows nothing.`]
  if (kappa >= leastKappa) return []
  return [
    `Graded by a judge that agrees little with people: kappa ${kappaWords({ value: kappa, interval })} on ${counted(marks, 'mark')}.`,
  ]
}

/**
 * How often a judge contradicts itself: on the answers of the run, else on the marks. Each answer is judged for itself,
 * so its wavering spreads the grades, and the interval, which is taken from that spread, is as much wider.
 */
function waverSentence({ check, wavering }: JudgeStanding): readonly string[] {
  const again = wavering ?? check?.again
  if (again === undefined || again.turned === 0) return []
  return [
    `Asked the same again, the judge turned ${count(again.turned)} of ${counted(again.asked, 'verdict')}. The interval contains that${widthWords(wavering?.share ?? 0)}.`,
  ]
}

/** Of so few answers the share is rough: a larger one than this easily comes out as 1, an interval without any width. */
const largestShareTold = 0.75

function widthWords(share: number): string {
  if (share > largestShareTold) return ', and most of its width may be due to that'
  const narrower = 1 - Math.sqrt(1 - share)
  return narrower < 0.05 ? '' : `; with one that never turns it would be about ${percent(narrower)} narrower`
}

/** What another rubric does for the agreement. */
export function agreementSentence(change: AgreementChange | undefined): readonly string[] {
  if (change === undefined) return []
  const { marks, initial, best } = change
  const words = (kappa: AgreementChange['best']): string =>
    kappa === null ? 'none that means anything' : kappaWords(kappa)
  return [`The judge's kappa with people is ${words(initial)} → ${words(best)} on ${counted(marks, 'test mark')}.`]
}
