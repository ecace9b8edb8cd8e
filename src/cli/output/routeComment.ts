import type { Share } from '../../skills/figures/interval.ts'
import { absences, countsText, loadedText, seenText, weighedLines } from '../../skills/figures/routingWords.ts'
import { isOpen } from '../../skills/queries/query.ts'
import type { RouteReport } from '../../skills/record/routeReport.ts'
import { counted, percent } from '../../text/numbers.ts'

/** The most queries in a comment. */
const mostMoved = 10

/** A routing as a comment on a pull request: what the descriptions change, then each skill, folded. */
export function routeComment(report: RouteReport, skill: string | undefined): string {
  const { figures, change, listed, leftOut, queries } = report
  const skills = figures.skills.filter(
    ({ name, of, takesFrom }) => (skill === undefined || name === skill) && (of > 0 || takesFrom.length > 0),
  )
  return [
    '### Which skill is loaded',
    '',
    ...(change ? weighedLines(change).map(line => `- ${escaped(line)}`) : []),
    ...queries.filter(isOpen).map(({ query, answers }) => `- ${escaped(query)} → ${escaped(loadedText(answers))}`),
    ...(queries.every(isOpen)
      ? []
      : [
          `- right skill, or rightly none, for ${share(figures.right)} of ${counted(figures.queries, 'query', 'queries')}`,
        ]),
    ...(figures.unreadable + figures.failed > 0
      ? [`- ${figures.unreadable} answers unreadable and ${figures.failed} failed: they count as neither`]
      : []),
    '',
    ...(skills.length === 0
      ? []
      : ['| skill | fires | recall | precision | stolen by | takes from |', '|---|---|---|---|---|---|']),
    ...skills.map(({ name, fires, of, recall, precision, stolenBy, takesFrom }) =>
      row([name, `${fires} of ${of}`, share(recall), share(precision), countsText(stolenBy), countsText(takesFrom)]),
    ),
    ...(change && change.moved.length > 0
      ? [
          '',
          '| query | of | before | now |',
          '|---|---|---|---|',
          ...change.moved.slice(0, mostMoved).map(({ query, owner, from, to }) => row([query, owner ?? '', from, to])),
        ]
      : []),
    '',
    escaped(
      `Model ${report.model}, ${report.runs} answers a query, listed as ${report.profile} lists: ${seenText(listed)}.`,
    ),
    ...leftOut.map(({ name, why }) => escaped(`Left out: ${name} (${absences[why]}).`)),
    '',
  ].join('\n')
}

const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`

const share = (value: Share | null): string =>
  value === null ? '' : `${percent(value.value)} (${percent(value.interval[0])} to ${percent(value.interval[1])})`

/** Queries and names are other people's texts: they must not be read as mark-up, a mention or another row. */
const escaped = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#|~]/g, '\\$&')
    .replace(/[<>&]/g, found => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[found] ?? found)
    .replaceAll('@', '@\u200B')
