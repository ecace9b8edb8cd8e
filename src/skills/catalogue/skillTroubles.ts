import type { Problem } from '../../problem/problem.ts'
import { longestDescription } from '../../prompts/longestDescription.ts'
import type { PromptFile, Target } from '../../prompts/promptFile.ts'
import type { SkillFigures } from '../figures/routingFigures.ts'
import type { Seen } from '../profiles/listing.ts'

/** What is known of a skill beside what stands in its file. */
export interface SkillContext {
  /** What the model of an agent is shown of it, and which agent. */
  readonly seen?: Omit<Seen, 'skill'> & { readonly profile: string }
  /** What the last routing found, if all descriptions still are as they were then. */
  readonly figures?: SkillFigures
}

/** What keeps a skill from being loaded when it should be; empty for files of other formats. */
export function skillTroubles(file: PromptFile, context: SkillContext = {}): readonly Problem[] {
  const description = file.targets.find(({ id }) => id === 'description')
  if (file.format !== 'skill' || description === undefined) return []
  const characters = Array.from(description.text).length
  const place = { path: file.path, line: description.line }
  if (characters > longestDescription)
    return [{ code: 'skill-not-loaded', characters, limit: longestDescription, place }]
  return [...cutTroubles(file, description, context), ...routedTroubles(context)].map(problem => ({
    ...problem,
    place,
  }))
}

/** What the agent does not show to its model. */
function cutTroubles({ source }: PromptFile, { text, range }: Target, { seen }: SkillContext): readonly Problem[] {
  if (seen === undefined || seen.how === 'full') return []
  const { profile, shown, length } = seen
  if (seen.how === 'nothing') return [{ code: 'skill-unlisted', profile }]
  const span = [offsetAfter(source, range, text, shown), range[1]] as const
  return [{ code: 'description-cut', profile, shown, length, span }]
}

/** Problems that only queries show: it never fires, or another skill and it take each other's queries. */
function routedTroubles({ figures }: SkillContext): readonly Problem[] {
  if (figures === undefined) return []
  const { name, fires, of, stolenBy, takesFrom } = figures
  const never: Problem[] = fires === 0 && of > 0 ? [{ code: 'skill-never-fires', queries: of }] : []
  const mutual = stolenBy.flatMap(({ name: other, count: loses }): Problem[] => {
    const takes = takesFrom.find(from => from.name === other)?.count ?? 0
    return takes > 0 ? [{ code: 'skills-collide', skill: name, other, takes, loses }] : []
  })
  return [...never, ...mutual]
}

/** How far ahead a character of the text is looked for in its source, where escapes and line breaks stand between. */
const farthest = 80

/**
 * The offset in the source after the first characters of a text that it spells, whatever the style of quoting or
 * folding. Characters that the source spells by an escape are passed over.
 */
function offsetAfter(
  source: string,
  [start, end]: readonly [number, number],
  text: string,
  characters: number,
): number {
  let at = start
  for (const character of Array.from(text).slice(0, characters)) {
    if (/\s/.test(character)) continue
    const found = source.indexOf(character, at)
    if (found >= 0 && found < Math.min(end, at + farthest)) at = found + character.length
  }
  return at
}
