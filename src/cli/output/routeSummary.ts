import type { Share } from '../../skills/figures/interval.ts'
import type { RoutingFigures, SkillFigures } from '../../skills/figures/routingFigures.ts'
import { absences, countsText, loadedText, seenText, weighedLines } from '../../skills/figures/routingWords.ts'
import { isOpen } from '../../skills/queries/query.ts'
import type { RoutedQuery, RouteReport } from '../../skills/record/routeReport.ts'
import { counted, percent } from '../../text/numbers.ts'
import { visible } from '../../text/visible.ts'
import { spentText } from './spentText.ts'

/** The most misrouted queries that are listed. */
const mostListed = 20

/** A routing for people: each skill's figures, misrouted queries, and what the model is not shown. */
export function routeSummary(report: RouteReport, skill: string | undefined): string {
  const { figures, listed, leftOut, change } = report
  const skills = figures.skills.filter(({ name }) => skill === undefined || name === skill)
  const wanted = (query: RoutedQuery): boolean =>
    skill === undefined || query.expected.includes(skill) || query.answers.includes(skill)
  const open = report.queries.filter(isOpen)
  const astray = report.queries.filter(query => query.right !== null && query.right < 1 && wanted(query))
  const lines = [
    ...open.map(openLine),
    ...(open.length < report.queries.length ? figuresLines(figures, skills) : []),
    ...(figures.unreadable > 0 ? [`unreadable, and counted as neither: ${counted(figures.unreadable, 'answer')}`] : []),
    ...(figures.failed > 0 ? [`failed, and counted as neither: ${counted(figures.failed, 'request')}`] : []),
    ...troubles(report),
    ...(change ? weighedLines(change) : []),
    ...(astray.length > 0 ? ['', 'astray:', ...astray.slice(0, mostListed).map(queryLine)] : []),
    ...(astray.length > mostListed ? [`  and ${astray.length - mostListed} more; --json has them all`] : []),
    '',
    `listed for ${report.profile}: ${seenText(listed)}`,
    ...leftOut.map(({ name, why, path }) => `  left out: ${name} (${absences[why]}) ${path}`),
    spentText(report.usage),
    '',
  ]
  return visible(lines.join('\n'))
}

const figuresLines = ({ right, queries }: RoutingFigures, skills: readonly SkillFigures[]): readonly string[] => [
  ...skills.filter(({ of, takesFrom }) => of > 0 || takesFrom.length > 0).map(skillLine),
  ...unasked(skills),
  `right skill, or rightly none: ${shareText(right)} of ${counted(queries, 'query', 'queries')}`,
]

function skillLine({ name, fires, of, recall, precision, stolenBy, takesFrom }: SkillFigures): string {
  const parts = [
    of > 0 ? `fires ${fires} of ${of}` : 'has no queries of its own',
    ...(stolenBy.length > 0 ? [`stolen by ${countsText(stolenBy)}`] : []),
    ...(takesFrom.length > 0 ? [`takes from ${countsText(takesFrom)}`] : []),
    ...(recall ? [`recall ${shareText(recall)}`] : []),
    ...(of > 0 && precision ? [`precision ${shareText(precision)}`] : []),
  ]
  return `${name}: ${parts.join(', ')}`
}

function unasked(skills: readonly SkillFigures[]): readonly string[] {
  const names = skills.filter(({ of, takesFrom }) => of === 0 && takesFrom.length === 0).map(({ name }) => name)
  return names.length === 0 ? [] : [`without queries: ${names.join(', ')}`]
}

/** Each problem once. */
const troubles = ({ queries }: RouteReport): readonly string[] =>
  [...new Set(queries.flatMap(({ trouble }) => trouble))].slice(0, 3).map(text => `  ${text}`)

const shareText = (share: Share | null): string =>
  share === null
    ? 'unmeasured'
    : `${percent(share.value)} (95 % interval ${percent(share.interval[0])} to ${percent(share.interval[1])})`

/** What is loaded for a query that is only tried. */
const openLine = ({ query, answers }: RoutedQuery): string => `${shortened(query)} → ${loadedText(answers)}`

function queryLine({ query, expected, not, answers }: RoutedQuery): string {
  const wanted = expected.length > 0 ? expected.join(' or ') : `not ${not.join(', ')}`
  return `  ${wanted} → ${answers.map(answer => answer ?? '?').join(', ')}: ${shortened(query)}`
}

function shortened(query: string): string {
  const line = query.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
