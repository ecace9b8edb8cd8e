import { ngramSimilarity } from '../../text/similarity.ts'
import type { Skill } from '../catalogue/skillEntry.ts'
import { longestDescription } from './brief.ts'
import { purposesIn } from './purposes.ts'

/** Neighbours that a draft sets its skill apart from. */
const mostNeighbours = 4

/** Words of a neighbour's description that say what it is for. */
const neighbourWords = 10

/**
 * Descriptions that need no model: the first sentence as it is, and what the body says the skill is for; the second also
 * says what the nearest neighbours are for instead. They stand in the first step beside what the optimizer model proposes,
 * and are tried as any other. None where the body has no list to draw on.
 */
export function draftsFor(skill: Skill, body: string, neighbours: readonly Skill[]): readonly string[] {
  const purposes = purposesIn(body)
  if (purposes.length === 0) return []
  const start = /^.*?[.!?](?=\s|$)/s.exec(skill.description)?.[0] ?? `${skill.description}.`
  const excluded = neighbours
    .map(other => ({ text: other.description, near: ngramSimilarity(skill.description + body, other.description) }))
    .sort((a, b) => b.near - a.near)
    .slice(0, mostNeighbours)
    .map(({ text }) => beginningOf(text))
  const uses = joined(`${start} Use for `, purposes, longestDescription)
  return [uses, joined(`${uses} Not for `, excluded, longestDescription)].filter(
    (text, index, all) => text !== '' && all.indexOf(text) === index,
  )
}

/** As many of the items as there is room for, as a sentence; empty where there is room for none. */
function joined(before: string, items: readonly string[], most: number): string {
  let text = ''
  for (const item of items) {
    const next = text === '' ? `${before}${item}` : `${text}, ${item}`
    if (next.length + 1 > most) break
    text = next
  }
  return text === '' ? '' : `${text}.`
}

const beginningOf = (description: string): string =>
  (description.replace(/\s+/g, ' ').split(/(?<=\p{Ll})[.:;](?:\s|$)/u)[0] ?? '')
    .split(' ')
    .slice(0, neighbourWords)
    .join(' ')
