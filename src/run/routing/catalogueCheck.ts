import { type Outcome, success } from '../../problem/outcome.ts'
import { noSkill } from '../../skills/catalogue/skillEntry.ts'
import { rightRate } from '../../skills/figures/answered.ts'
import { routingChange } from '../../skills/figures/routingChange.ts'
import { routingFigures } from '../../skills/figures/routingFigures.ts'
import type { AskRouter } from '../../skills/routing/routeThrough.ts'
import { routeThrough, withDescription } from '../../skills/routing/routeThrough.ts'
import type { CatalogueCheck } from './catalogueReport.ts'
import { routeQueries } from './routeQueries.ts'
import type { Routing } from './routing.ts'
import { routingTrouble } from './routingExaminer.ts'

/** Routes all queries with both descriptions; what the run has already asked costs nothing. */
export async function checkCatalogue(
  { skill, skills, queries, options }: Routing,
  ask: AskRouter,
  texts: { readonly initial: string; readonly best: string },
  concurrency: number,
): Promise<Outcome<CatalogueCheck>> {
  const routed = (text: string) =>
    routeQueries(queries, routeThrough(withDescription(skills, skill, text), options, ask, routingTrouble), concurrency)
  const before = await routed(texts.initial)
  if (!before.ok) return before
  const after = await routed(texts.best)
  if (!after.ok) return after
  const own = skills.filter(({ name }) => name === skill)
  const [figures] = routingFigures(own, after.value, options.seed).skills
  const { takes, worseFor } = routingChange(before.value, after.value, options.seed)
  return success({
    queries: queries.length,
    right: { before: meanOf(before.value.map(rightRate)), after: meanOf(after.value.map(rightRate)) },
    takes: takes.find(({ name }) => name === skill)?.from ?? [],
    worseFor: worseFor.filter(({ name }) => name !== skill),
    stolenBy: figures?.stolenBy.filter(({ name }) => name !== noSkill) ?? [],
  })
}

function meanOf(rates: readonly (number | undefined)[]): number | null {
  const known = rates.filter(rate => rate !== undefined)
  return known.length === 0 ? null : known.reduce((sum, rate) => sum + rate, 0) / known.length
}
