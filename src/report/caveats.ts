import type { Comparison, ViewReport } from '../protocol/page.ts'
import { count, percent } from '../text/numbers.ts'
import { couldShow } from './couldShow.ts'

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
  const shown = couldShow(cases, power.smallest)
  if (power.moreCases === undefined) return [shown]
  return [`Underpowered: about ${count(power.moreCases)} more test cases would prove a gain like this one. ${shown}`]
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
