import { random } from '../../text/random.ts'
import { type Interval, mcNemar, significance, wilson } from '../../text/statistics.ts'
import { type Agreement, cohensKappa, kappaInterval } from './agreement.ts'

/** What a judge said of one marked answer, as it stands and disturbed; absent where it was not asked or not answered. */
export interface JudgeVerdicts {
  readonly isGood: boolean
  readonly plain: boolean
  readonly padded?: boolean
  readonly swapped?: boolean
  readonly again?: boolean
}

/** How far a judge agrees with people, and what sways it. */
export interface JudgeFigures {
  readonly marks: number
  readonly accuracy: { readonly value: number; readonly interval: Interval }
  /** Null where chance alone explains the agreement: marks or verdicts are all the same. */
  readonly kappa: { readonly value: number; readonly interval: Interval } | null
  readonly confusion: {
    readonly goodPassed: number
    readonly goodFailed: number
    readonly badPassed: number
    readonly badFailed: number
  }
  /** With words that say nothing at the end of the answer. */
  readonly padded: Sway
  /** With the parts of the question in reverse order. */
  readonly swapped: Sway
  /** Asked the very same once more. */
  readonly again: { readonly asked: number; readonly turned: number }
}

/** Verdicts that turned where the answer is as good as before. */
export interface Sway {
  readonly asked: number
  readonly toPass: number
  readonly toFail: number
  /** Of McNemar's exact test: the chance of turning so much one way, if neither way is preferred. */
  readonly pValue: number
}

export function judgeFigures(verdicts: readonly JudgeVerdicts[], seed: number): JudgeFigures {
  const count = (isGood: boolean, passed: boolean): number =>
    verdicts.filter(one => one.isGood === isGood && one.plain === passed).length
  const table = { goodPassed: count(true, true), goodFailed: count(true, false) }
  const confusion = { ...table, badPassed: count(false, true), badFailed: count(false, false) }
  const agreement = agreementOf(confusion)
  const kappa = cohensKappa(agreement)
  const right = confusion.goodPassed + confusion.badFailed
  const again = verdicts.filter(one => one.again !== undefined)
  return {
    marks: verdicts.length,
    accuracy: {
      value: verdicts.length === 0 ? 0 : right / verdicts.length,
      interval: wilson(right, verdicts.length),
    },
    kappa: kappa === undefined ? null : { value: kappa, interval: kappaInterval(agreement, random(seed, 'kappa')) },
    confusion,
    padded: swayOf(verdicts, 'padded'),
    swapped: swayOf(verdicts, 'swapped'),
    again: { asked: again.length, turned: again.filter(one => one.again !== one.plain).length },
  }
}

const agreementOf = ({ goodPassed, goodFailed, badPassed, badFailed }: JudgeFigures['confusion']): Agreement => ({
  bothYes: goodPassed,
  onlyFirst: goodFailed,
  onlySecond: badPassed,
  bothNo: badFailed,
})

function swayOf(verdicts: readonly JudgeVerdicts[], by: 'padded' | 'swapped'): Sway {
  const asked = verdicts.filter(one => one[by] !== undefined)
  const turned = (to: boolean): number => asked.filter(one => one.plain !== to && one[by] === to).length
  const [toPass, toFail] = [turned(true), turned(false)]
  return { asked: asked.length, toPass, toFail, pValue: mcNemar(toPass, toFail) }
}

/** Below this kappa a judge and people agree too little to rely on the judge. */
export const leastKappa = 0.6

/** A tenth of the verdicts may turn without anything being said about it. */
const mostTurned = 0.1

const turnedShare = ({ asked, toPass, toFail }: Sway): number => (asked === 0 ? 0 : (toPass + toFail) / asked)

/** Whether more words alone are rewarded, or punished: more than chance explains, and often. */
export const lengthBias = ({ padded }: JudgeFigures): 'longer' | 'shorter' | undefined => {
  if (padded.pValue >= significance || turnedShare(padded) <= mostTurned) return undefined
  return padded.toPass > padded.toFail ? 'longer' : 'shorter'
}

/** Whether the order in which the judge reads decides often. */
export const isSwayedByOrder = ({ swapped }: JudgeFigures): boolean => turnedShare(swapped) > mostTurned
