/** Fewer points are a remark and not a list of what a skill is for. */
const fewest = 3

/** More would outweigh what users really say. */
const most = 16

/** A point is cut at this length; users' requests are shorter. */
const longest = 160

/**
 * What a skill says it is for: the points of the first list in its body with several points, without mark-up. Each is a
 * request that should load the skill, in words that do not come from a query.
 */
export function purposesIn(body: string): readonly string[] {
  let points: string[] = []
  for (const line of withoutCode(body).split(/\r?\n/)) {
    const point = /^\s*(?:[-*+]|\d+[.)])\s+(.+)$/.exec(line)?.[1]
    if (point !== undefined) points.push(bare(point))
    else if (/^#/.test(line)) {
      if (points.length >= fewest) break
      points = []
    }
  }
  return points.length < fewest ? [] : points.filter(point => /\p{L}.*\s.*\p{L}/u.test(point)).slice(0, most)
}

const withoutCode = (body: string): string => body.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, '')

const bare = (point: string): string =>
  point
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+/g, '')
    .trim()
    .slice(0, longest)
    .replace(/[.;:]$/, '')
