/** A list with fewer points is hardly a list of what a skill is for. */
const fewest = 3

/** More would outweigh what users really say. */
const most = 16

/** A point is cut at this length; users' requests are shorter. */
const longest = 160

/**
 * What a skill says it is for: the points of the first list in its body with several points, without mark-up. A section
 * whose heading says when to use the skill comes before the others, and one that says when not is left out. Each point
 * is a request that should load the skill, in words that do not come from a query.
 */
export function purposesIn(body: string): readonly string[] {
  const sections = sectionsIn(body).filter(({ heading, points }) => points.length >= fewest && !declines.test(heading))
  const found = sections.find(({ heading }) => tellsUse.test(heading)) ?? sections[0]
  return (found?.points ?? []).filter(point => /\p{L}.*\s.*\p{L}/u.test(point)).slice(0, most)
}

const tellsUse =
  /\bwhen to\b|\buse (?:this|it|for|when|cases?)\b|\bwhat (?:it|this)\b|\bpurposes?\b|\bcapabilit|\bcovers\b/i

const declines = /\bnot\b|n[’']t\b|\bnever\b|\bavoid\b|\blimit|\bout of scope\b/i

interface Section {
  readonly heading: string
  readonly points: readonly string[]
}

function sectionsIn(body: string): readonly Section[] {
  const sections: { heading: string; points: string[] }[] = [{ heading: '', points: [] }]
  for (const line of withoutCode(body).split(/\r?\n/)) {
    const [, heading] = /^#+\s*(.*)$/.exec(line) ?? []
    const [, point] = /^\s*(?:[-*+]|\d+[.)])\s+(.+)$/.exec(line) ?? []
    if (heading !== undefined) sections.push({ heading, points: [] })
    else if (point !== undefined) sections.at(-1)?.points.push(bare(point))
  }
  return sections
}

const withoutCode = (body: string): string => body.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, '')

const bare = (point: string): string =>
  unmarked(point)
    .slice(0, longest)
    .replace(/[.;:]$/, '')

const unmarked = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** The first paragraph of a body that is no heading, list or table: where a body has no list, it says what it is for. */
export const openingOf = (body: string): string =>
  unmarked(
    withoutCode(body)
      .split(/\n\s*\n/)
      .map(paragraph => paragraph.trim())
      .find(paragraph => /^[\p{L}\p{N}"“'‘*_`[]/u.test(paragraph) && !/^(?:\*\s|\d+[.)]\s)/.test(paragraph)) ?? '',
  )
