import { longestDescription } from '../../prompts/longestDescription.ts'
import { ngramSimilarity } from '../../text/similarity.ts'
import type { Skill } from '../catalogue/skillEntry.ts'
import { openingOf, purposesIn } from './purposes.ts'

/** Number of neighbours from which a draft distinguishes its skill. */
const mostNeighbours = 4

/** Number of words of a neighbour's description that say what it is for. */
const neighbourWords = 10

/** Number of characters of a body's first paragraph that say what it is about. */
const longestOpening = 400

/**
 * Descriptions made without a model: the first sentence unchanged, followed by what the body says the skill is for, or,
 * if the body contains no suitable list, by how the body begins; the last draft also says what the most similar skills
 * are for instead. In the first step they are tried like the proposals of the optimizer model.
 */
export function draftsFor(skill: Skill, body: string, neighbours: readonly Skill[]): readonly string[] {
  const start = /^.*?[.!?](?=\s|$)/s.exec(skill.description)?.[0] ?? `${skill.description}.`
  const purposes = purposesIn(body)
  const uses = purposes.length === 0 ? begun(start, body) : joined(`${start} Use for `, purposes, longestDescription)
  if (uses === '') return []
  const excluded = neighbours
    .map(other => ({ text: other.description, near: ngramSimilarity(skill.description + body, other.description) }))
    .sort((a, b) => b.near - a.near)
    .slice(0, mostNeighbours)
    .map(({ text }) => beginningOf(text))
    .filter(Boolean)
  return [uses, joined(`${uses} Not for `, excluded, longestDescription)].filter(
    (text, index, all) => text !== '' && all.indexOf(text) === index,
  )
}

/** The start with as many of the first paragraph's sentences as are short enough; empty if there are none. */
function begun(start: string, body: string): string {
  const [sentences] = /^.*[.!?](?=\s|$)/.exec(openingOf(body).slice(0, longestOpening)) ?? []
  const text = `${start} ${sentences}`
  return sentences === undefined || text.length > longestDescription ? '' : text
}

/** As many of the items as fit, as a sentence; empty if none fits. */
function joined(before: string, items: readonly string[], most: number): string {
  let text = ''
  for (const item of items) {
    const next = text === '' ? `${before}${item}` : `${text}, ${item}`
    if (next.length + 1 > most) break
    text = next
  }
  return text === '' ? '' : `${text}.`
}

/** What a neighbour is for; where it is cut, no small word is left at the end. */
function beginningOf(description: string): string {
  const [sentence = ''] = description.replace(/\s+/g, ' ').split(/(?<=\p{Ll})[.:;](?:\s|$)/u)
  const words = sentence.split(' ')
  if (words.length <= neighbourWords) return sentence
  return words
    .slice(0, neighbourWords)
    .join(' ')
    .replace(/(?:[,\s]+\p{L}{1,3})*[,\s]*$/u, '')
}
