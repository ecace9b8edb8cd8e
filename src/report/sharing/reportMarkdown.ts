import type { Report, RunRequest } from '../../protocol/worker.ts'
import { changesBetween } from '../../review/changes.ts'
import { caveats, isSimulated, simulatedCaveat } from '../caveats.ts'
import { verdictWords } from '../verdictWords.ts'
import { costSentence, endSentence, type ReportTable, scoreTable, stepTable, usageTable } from './reportTables.ts'
import { reproduceCommand } from './reproduce.ts'

/** A finished run as Markdown for a pull request: the result, how certain it is, and what it cost. */
export function reportMarkdown(request: RunRequest, report: Report): string {
  const isSame = report.best.text === report.initial.text
  const { head, detail } = verdictWords(report)
  return [
    `## Prompt optimization: ${code(relative(request, report.prompt))}`,
    [`**${head}**: ${detail}.`, ...caveats(report)].join(' '),
    ...(isSimulated(request) ? [`> **Simulated.** ${simulatedCaveat}`] : []),
    table(scoreTable(report)),
    ...(isSame ? [] : [`### What changed\n\n${fenced('diff', difference(report.initial.text, report.best.text))}`]),
    `### Steps\n\n${steps(report)}`,
    `### What it took\n\n${table(usageTable(request, report, code))}\n\n${costSentence(report)}`,
    `### Run it again\n\n${again(request)}`,
    ...(isSame ? [] : [folded('The whole refined prompt', fenced('text', report.best.text))]),
  ].join('\n\n')
}

/** The difference in words: unchanged stretches and changes are each on lines of their own. */
function difference(from: string, to: string): string {
  const lines: string[] = []
  const put = (sign: string, text: string) => {
    if (text.trim() !== '') lines.push(...trimmed(text).map(line => `${sign} ${line}`.trimEnd()))
  }
  let at = 0
  for (const { start, end, text } of changesBetween(from, to)) {
    put(' ', from.slice(at, start))
    put('-', from.slice(start, end))
    put('+', text)
    at = end
  }
  put(' ', from.slice(at))
  return lines.join('\n')
}

/** The lines of a stretch, without blank lines and surrounding spaces. */
const trimmed = (text: string): readonly string[] =>
  text
    .replace(/^[ \t]*\n|\n[ \t]*$/g, '')
    .trim()
    .split('\n')

const steps = (report: Report): string =>
  report.steps.length === 0
    ? 'None was made.'
    : `${table(stepTable(report, step => `**${step}**`))}\n\n${endSentence(report)}`

function again(request: RunRequest): string {
  const command = reproduceCommand(request)
  return command === undefined
    ? `A terminal cannot ask these models as the editor did: run **GPO: Optimize Prompt** there, with \`gpo.seed\` set to ${request.settings.seed}.`
    : fenced('sh', command)
}

const relative = ({ folder }: RunRequest, path: string): string =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path

function table({ head, rows }: ReportTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const rule = `|${head.map((_, index) => (index === 0 ? ' --- |' : ' ---: |')).join('')}`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

const folded = (title: string, body: string): string =>
  `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>\n`

/** A fence longer than any in the text, so that a prompt with fences of its own stays inside. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

/** Text as inline code; a path may contain backticks. */
function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  const space = longest > 0 ? ' ' : ''
  return `${ticks}${space}${text.replaceAll('\n', ' ')}${space}${ticks}`
}
