import type { Report, RunRequest } from '../../protocol/worker.ts'
import { diffWords } from '../../text/diff.ts'
import { visible } from '../../text/visible.ts'
import { caveats, isSimulated, simulatedCaveat } from '../caveats.ts'
import { verdictWords } from '../verdictWords.ts'
import type { Courses } from './course.ts'
import { pictureOf } from './picture.ts'
import { asMarkup, pictureSvg } from './pictureSvg.ts'
import { costSentence, endSentence, type ReportTable, scoreTable, stepTable, usageTable } from './reportTables.ts'
import { reproduceCommand } from './reproduce.ts'

/**
 * A finished run as one HTML file that needs nothing else: no script, no font, no address. Whatever a model or a file
 * said is text in it.
 */
export function reportHtml(request: RunRequest, report: Report, course: Courses): string {
  const { head, detail } = verdictWords(report)
  const name = shown(inside(request, report.prompt))
  const isSame = report.best.text === report.initial.text
  const command = reproduceCommand(request)
  const picture = pictureSvg(pictureOf(course), pictureTitle(report))
  const body = [
    `<h1>${name}</h1>`,
    `<p class="muted">Scored on ${shown(inside(request, report.evalSet))}</p>`,
    `<p class="verdict"><strong>${shown(head)}</strong>: ${shown(detail)}. ${caveats(report).map(shown).join(' ')}</p>`,
    ...(isSimulated(request) ? [`<p class="verdict"><strong>Simulated.</strong> ${shown(simulatedCaveat)}</p>`] : []),
    table(scoreTable(report)),
    `<h2>Score by step</h2>\n${picture}\n<p class="muted">${legend}</p>`,
    ...(isSame ? [] : [`<h2>What changed</h2>\n<pre>${difference(report.initial.text, report.best.text)}</pre>`]),
    `<h2>Steps</h2>\n${report.steps.length === 0 ? '<p>None was made.</p>' : table(stepTable(report, text => text))}\n<p>${shown(endSentence(report))}</p>`,
    `<h2>What it took</h2>\n${table(usageTable(request, report, text => text))}\n<p>${shown(costSentence(report))}</p>`,
    ...(command === undefined ? [] : [`<h2>Run it again</h2>\n<pre>${shown(command)}</pre>`]),
    ...(isSame ? [] : [`<h2>The whole refined prompt</h2>\n<pre>${shown(report.best.text)}</pre>`]),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Prompt optimization: ${name}</title>
<style>${style}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`
}

/** What the picture of a run shows, for somebody who does not see it. */
export const pictureTitle = ({ initial, best, steps }: Report): string =>
  `Score over ${steps.length} steps: from ${percentOf(initial.validation)} to ${percentOf(best.validation)}`

const percentOf = (score: number | null): string => (score === null ? 'unknown' : `${Math.round(100 * score)} %`)

const legend =
  'The line is the best prompt so far, dashed your own. A dot is a candidate that was scored, a ring one that was dropped from the race.'

const difference = (from: string, to: string): string =>
  diffWords(from, to)
    .map(({ kind, text }) =>
      kind === 'same' ? shown(text) : kind === 'added' ? `<ins>${shown(text)}</ins>` : `<del>${shown(text)}</del>`,
    )
    .join('')

function table({ head, rows }: ReportTable): string {
  const cells = (of: readonly string[], tag: 'td' | 'th') =>
    `<tr>${of.map(cell => `<${tag}>${shown(cell).replaceAll(' %', '&nbsp;%')}</${tag}>`).join('')}</tr>`
  return `<div><table>\n${cells(head, 'th')}\n${rows.map(row => cells(row, 'td')).join('\n')}\n</table></div>`
}

const inside = ({ folder }: RunRequest, path: string): string =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path

const shown = (text: string): string => asMarkup(visible(text))

const style = `
:root { color-scheme: light dark }
body { font: 15px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere }
h1 { font-size: 1.4em } h2 { font-size: 1.1em; margin-top: 2em } .muted { opacity: .75 }
.verdict { border-left: 4px solid #17703a; padding-left: 1em } svg { max-width: 100%; height: auto }
div { overflow-x: auto } table { border-collapse: collapse; overflow-wrap: break-word }
td, th { border: 1px solid #8888; padding: .25em .6em; text-align: right }
@media (max-width: 560px) { svg text { font-size: 18px } }
td:first-child, th:first-child { text-align: left }
pre { white-space: pre-wrap; border: 1px solid #8888; padding: .8em }
ins { background: #2a84 } del { background: #c444 }
`
