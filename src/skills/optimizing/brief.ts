import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { longestDescription } from '../../prompts/longestDescription.ts'
import type { Skill } from '../catalogue/skillEntry.ts'

/** Number of characters of the skill's body that are shown. */
const longestBody = 4000

/**
 * What the optimizer model must know about a skill besides its description and the queries that went wrong: its body,
 * the other skills, and how long the description may be.
 */
export function brief(skill: Skill, body: string, neighbours: readonly Skill[]): string {
  const one = isSkill(skill.path) ? 'skill' : 'custom agent'
  const shown = body.length > longestBody ? `${body.slice(0, longestBody)}\n…` : body
  return [
    `The prompt is the description of the ${one} "${skill.name}". An agent is shown the names and descriptions of all its ${one}s, and by these alone chooses the one to load for what a user says; the cases are such requests. Say what the ${one} is for, in words that hold for requests nobody has written down yet, and what it is not for where a neighbour is. At most ${longestDescription} characters, no angle brackets, and never more than six words in a row of a case.`,
    ...(shown.trim() === ''
      ? []
      : [`What the ${one} does once it is loaded:\n\n<skill_body>\n${shown.trim()}\n</skill_body>`]),
    ...(neighbours.length === 0
      ? []
      : [`The ${one}s beside it:\n\n<neighbours>\n${neighbours.map(line).join('\n')}\n</neighbours>`]),
  ].join('\n\n')
}

const line = ({ name, description }: Skill): string =>
  `<skill><name>${escaped(name)}</name><description>${escaped(beginning(description))}</description></skill>`

/** One line of each is enough to distinguish them. */
const longestLine = 160

function beginning(description: string): string {
  const text = description.replace(/\s+/g, ' ')
  return text.length > longestLine ? `${text.slice(0, longestLine)}…` : text
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An answer as shown to the optimizer model: the skill that was loaded, and the description that led to it. */
export function toldAnswer(answer: string, skills: readonly Skill[]): string {
  const chosen = skills.find(({ name }) => name === answer)
  return chosen === undefined ? answer : `${chosen.name} (${beginning(chosen.description)})`
}
