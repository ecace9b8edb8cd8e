import type { Comparison, ViewReport } from '../protocol/page.ts'
import { count, counted, percent } from '../text/numbers.ts'
import { couldHaveShown, fewTestCases } from './fewTestCases.ts'
import { agreementSentence, judgeCaveat } from './judgeWords.ts'

/** What to know besides the scores of a better prompt, one sentence each: what they do not show, and why. */
export function caveats({
  initial,
  best,
  comparison,
  optimism,
  catalogue,
  looks,
  judge,
  agreement,
}: Told): readonly string[] {
  if (best.text === initial.text) return judgeCaveat(judge)
  const own = comparison === null ? optimismCaveat(optimism) : [...powerCaveat(comparison), ...gradeCaveat(comparison)]
  return [
    ...catalogueCaveat(catalogue, comparison),
    ...agreementSentence(agreement),
    ...own,
    ...judgeCaveat(judge),
    ...looksCaveat(looks),
  ]
}

/** What to know of every score that the demo model had a part in: as words that go on, and as a sentence. */
export const demoCaveat = 'its scores say nothing about a language model'
export const simulatedCaveat = `The demo model is simulated: ${demoCaveat}.`

/** Whether the demo model had a part in a run. */
export const isSimulated = ({ models }: Asking): boolean =>
  models.task.kind === 'demo' || models.optimizer.kind === 'demo'

/** A run request, of which a page need not know more. */
interface Asking {
  readonly models: Readonly<Record<'task' | 'optimizer', { readonly kind: string }>>
}

type Told = Pick<ViewReport, 'comparison' | 'optimism' | 'catalogue' | 'looks' | 'judge' | 'agreement'> &
  Readonly<Record<'initial' | 'best', { readonly text: string }>>

/** A description that is better for its own skill may be worse for the others. */
function catalogueCaveat(catalogue: Told['catalogue'], comparison: Told['comparison']): readonly string[] {
  if (catalogue === undefined) return []
  const { queries, right, takes, worseFor, stolenBy = [] } = catalogue
  const names = worseFor.map(({ name }) => name).join(', ')
  const taken = takes.map(({ name, count }) => `${counted(count, 'query', 'queries')} from ${name}`)
  const lost = stolenBy.map(({ name, count }) => `${counted(count, 'query', 'queries')} to ${name}`)
  return [
    ...(worseFor.length > 0
      ? [`${comparison?.verdict === 'better' ? 'Better for this one, worse' : 'Worse'} for ${names}.`]
      : []),
    ...(taken.length > 0 ? [`It takes ${taken.join(', ')}.`] : []),
    ...(stolenBy.length > 0
      ? [
          `Even so it loses ${lost.join(', ')}: change ${stolenBy.length === 1 ? 'that description' : 'those descriptions'} too.`,
        ]
      : []),
    `Over all ${count(queries)} queries of the catalogue the right skill, or rightly none, is loaded for ${percent(right.before)} → ${percent(right.after)}.`,
  ]
}

function powerCaveat({ cases, verdict, power }: Comparison): readonly string[] {
  if (power === undefined || (cases >= fewTestCases && verdict !== 'not distinguishable')) return []
  const shown = couldHaveShown(cases, power.smallest)
  if (power.moreCases === undefined) return [shown]
  return [`Too few test cases: about ${count(power.moreCases)} more would prove a gain like this one. ${shown}`]
}

/** A mean may rise gradually while the same cases still fail. */
function gradeCaveat({ verdict, fixed, broken }: Comparison): readonly string[] {
  if (verdict !== 'better' || fixed > broken) return []
  return [
    fixed === 0
      ? 'The mean rose, no further case is wholly right.'
      : 'The mean rose, but on the whole no further case is wholly right.',
  ]
}

/** If prompts are tried until the test cases show a good result, they are chosen by these cases. */
const looksCaveat = (looks: number | undefined): readonly string[] =>
  looks === undefined
    ? []
    : [
        `The test cases were looked at ${count(looks)} times by now: if you try prompts until the result is good, you choose by these cases, and the verdict is a little too good.`,
      ]

const optimismCaveat = (optimism: Told['optimism']): readonly string[] =>
  optimism === undefined
    ? []
    : [
        `These cases chose it among ${count(optimism.prompts)} prompts; corrected for that choice it scores about ${percent(optimism.corrected)}.`,
      ]
