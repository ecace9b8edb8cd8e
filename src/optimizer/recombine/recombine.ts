import { type Outcome, success } from '../../problem/outcome.ts'
import { random } from '../../text/random.ts'
import { isLong } from '../proposers/longPrompt.ts'
import type { Services } from '../services.ts'
import type { Asking, Proposal } from '../strategy.ts'
import { creditOf } from './credit.ts'
import { type Unit, unitsJoined, unitsOf } from './units.ts'

/** What they are made of. */
interface Made extends Pick<Asking, 'trajectory' | 'step' | 'current' | 'plan'> {
  readonly services: Pick<Services, 'accept' | 'answered'>
}

/** Number of draws for each prompt that is wanted; others may be known already. */
const drawsEach = 3

/**
 * New prompts without a request, at most half of a step's: the current prompt without what hurts and with what helped
 * in other prompts of the run, according to all answers so far. It does to prompts what averaging does to weights. The
 * first is made from what is most likely, each further one from effects as they may be (Thompson sampling).
 */
export async function recombinants({
  trajectory,
  step,
  current,
  plan,
  services,
}: Made): Promise<Outcome<readonly Proposal[]>> {
  // The few sentences of a short prompt depend on each other, and the optimizer model finds better ones.
  const isDue = plan.strategy.updateMethod === 'recombine' && step > 1 && isLong(current.text)
  if (!isDue) return success([])
  const answered = await services.answered(trajectory)
  if (!answered.ok) return answered
  const credit = creditOf(answered.value)
  const rating = (text: string): number => credit.ratings.get(text) ?? 0
  const texts = answered.value.map(({ text }) => text).toSorted((a, b) => rating(b) - rating(a))
  const { tokens, wishes } = plan
  const isFixed = (unit: string): boolean =>
    tokens.some(token => unit.includes(token)) || wishes.locked.some(part => part.includes(unit) || unit.includes(part))
  const found = new Set<string>()
  const wanted = Math.floor(plan.candidates / 2)
  for (let draw = 0; draw < drawsEach * wanted && found.size < wanted; draw++) {
    const effects = draw === 0 ? credit.effects : credit.draw(random(plan.seed, 'recombine', step, draw))
    const text = recombine(current.text, texts, effects, isFixed)
    if (!texts.includes(text) && !services.accept(text)) found.add(text)
  }
  return success(Array.from(found, text => ({ text, recombined: true })))
}

/** A change of the mean grade that is not worth a change of the prompt. */
const negligible = 0.004

/**
 * The base without the units that hurt, and with those that help in other texts, each after the unit that it follows
 * there; of the same unit in several texts, the first one's place counts. Units for which `isFixed` holds stay as they
 * are, and are not brought in.
 */
export function recombine(
  base: string,
  others: readonly string[],
  effects: ReadonlyMap<string, number>,
  isFixed: (unit: string) => boolean,
): string {
  const effect = ({ text }: Unit): number => (isFixed(text) ? 0 : (effects.get(text) ?? 0))
  const own = unitsOf(base)
  const known = new Set(own.map(({ text }) => text))
  const result = own.filter(unit => effect(unit) >= -negligible)
  for (const units of others.map(unitsOf))
    for (const [at, unit] of units.entries()) {
      if (known.has(unit.text) || effect(unit) <= negligible) continue
      known.add(unit.text)
      const kept = new Set(result.map(({ text }) => text))
      const before = units.slice(0, at).findLast(({ text }) => kept.has(text))
      result.splice(before ? result.findIndex(({ text }) => text === before.text) + 1 : 0, 0, unit)
    }
  return unitsJoined(result.map((unit, at) => ({ ...unit, gap: gapOf(unit, at, own) })))
}

/** The first unit begins as the base does; any other is apart from the one before it. */
function gapOf({ gap }: Unit, at: number, own: readonly Unit[]): string {
  if (at === 0) return own[0]?.gap ?? ''
  return gap === '' ? (own[1]?.gap ?? '\n') : gap
}
