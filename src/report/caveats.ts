import type { Comparison, ViewReport } from '../protocol/page.ts'
import { count, counted, percent } from '../text/numbers.ts'

/** Below so many test cases only large differences show, which is said whatever came out. */
const fewCases = 50

/** What there is to know beside the scores of a better prompt, each in a sentence: what they do not show, and why. */
export function caveats({ initial, best, comparison, optimism }: Told): readonly string[] {
  if (best.text === initial.text) return []
  return comparison === null ? optimismCaveat(optimism) : [...powerCaveat(comparison), ...gradeCaveat(comparison)]
}

type Told = Pick<ViewReport, 'comparison' | 'optimism'> &
  Readonly<Record<'initial' | 'best', { readonly text: string }>>

function powerCaveat({ cases, verdict, power }: Comparison): readonly string[] {
  if (power === undefined || (cases >= fewCases && verdict !== 'not distinguishable')) return []
  const shows =
    power.smallest === null
      ? `${counted(cases, 'test case')} can hardly show any gain`
      : `${counted(cases, 'test case')} show a gain of ${counted(Math.max(1, Math.round(100 * power.smallest)), 'point')} or more in four runs of five`
  if (power.moreCases === undefined) return [`${shows}.`]
  return [`Underpowered: ${shows}; about ${count(power.moreCases)} more cases would show a gain like this one.`]
}

/** A mean may rise by degrees while the same cases fail. */
function gradeCaveat({ verdict, fixed, broken }: Comparison): readonly string[] {
  if (verdict !== 'better' || fixed > broken) return []
  return [
    fixed === 0
      ? 'The mean rose, no further case is wholly right.'
      : 'The mean rose, but on the whole no further case is wholly right.',
  ]
}

const optimismCaveat = (optimism: Told['optimism']): readonly string[] =>
  optimism === undefined
    ? []
    : [
        `These cases chose it among ${count(optimism.prompts)} prompts; corrected for that choice it scores about ${percent(optimism.corrected)}.`,
      ]
