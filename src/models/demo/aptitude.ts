import { bell, chance } from './chance.ts'
import type { Exercise, Kind } from './proposing/exercise.ts'
import { countSpaced } from './tokenEstimate.ts'
import { type Trait, traitsOf } from './traits.ts'

/** The share of cases of average difficulty that are solved with an empty prompt, in logits. */
const bareSkill: Readonly<Record<Kind, number>> = {
  counting: -0.2,
  arithmetic: -0.7,
  logic: -0.25,
  sorting: 0.1,
  choice: -0.1,
  labelling: 0.2,
  number: -0.6,
  text: 0,
}

/** No prompt makes the model better than this. */
const ceiling = 0.97

/** How well the model solves a kind of problem with this prompt: its share of average cases solved, 0 to 0.97. */
export function skillWith(prompt: string, kind: Kind): number {
  const found = traitsOf(prompt)
  const weights = found.map(trait => weightOf(trait, kind))
  const gain = sum(
    weights
      .filter(weight => weight > 0)
      .toSorted((a, b) => b - a)
      .map(diminished),
  )
  const loss = sum(weights.filter(weight => weight < 0))
  return ceiling / (1 + Math.exp(-(bareSkill[kind] + gain + loss + interactions(found, kind) - clutter(prompt))))
}

/** Whether the model solves this case with this prompt. `jitter` is the noise of a temperature above 0. */
export function solves(exercise: Exercise, input: string, prompt: string, seed: number, jitter: number): boolean {
  // Half of a case's difficulty comes from its structure, half from chance.
  const difficulty = chance('difficulty', seed, input) + 0.4 * (exercise.difficulty - 0.5)
  const names = traitsOf(prompt).map(({ name }) => name)
  // Prompts that say different things solve different cases; prompts that differ only in wording hardly do.
  const mood = 0.05 * bell('mood', seed, input, ...names) + 0.02 * bell('wording', seed, input, prompt)
  return skillWith(prompt, exercise.kind) + mood + jitter > difficulty
}

const weightOf = ({ weights }: Trait, kind: Kind): number => (weights.all ?? 0) + (weights[kind] ?? 0)

/** After six helpful traits, each further one has less effect. */
const diminished = (weight: number, rank: number): number => weight * (rank < 6 ? 1 : 0.6 ** (rank - 5))

function interactions(found: readonly Trait[], kind: Kind): number {
  const has = (name: string): boolean => found.some(trait => trait.name === name)
  let bonus = 0
  if (kind === 'counting' && has('list-items') && has('add-up')) bonus += 0.2
  if (kind === 'logic' && has('brackets-first') && has('not-and-or')) bonus += 0.15
  if (kind === 'sorting' && has('keep-words') && has('check')) bonus += 0.15
  // A result can hardly be checked if nothing was written down.
  if (has('check') && has('answer-only')) bonus -= 0.2
  // Showing the steps and giving only the answer contradict each other.
  if (has('stepwise') && has('answer-only')) bonus -= 0.35
  if (has('brief') && has('stepwise')) bonus -= 0.15
  return bonus
}

/**
 * Long prompts and repeated sentences distract, but only up to a limit: otherwise a long skill file could not be used
 * at all.
 */
function clutter(prompt: string): number {
  const sentences = prompt
    .toLowerCase()
    .split(/[.!?\n]+/)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence.length > 12)
  const repeated = sentences.length - new Set(sentences).size
  return Math.min(1, Math.max(0, countSpaced(prompt) - 110) / 150 + 0.15 * repeated)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
