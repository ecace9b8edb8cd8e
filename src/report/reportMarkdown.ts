import { roles } from '../models/roles.ts'
import { stopSentences } from '../problem/stopReasons.ts'
import type { ModelSpec, Report, RunRequest } from '../protocol/worker.ts'
import { changesBetween } from '../review/changes.ts'
import { count, counted, dollars, percent, points } from '../text/numbers.ts'
import { answerWords } from './answerWords.ts'
import { caveats } from './caveats.ts'
import { reproduceCommand } from './reproduce.ts'
import { verdictWords } from './verdictWords.ts'

/** A finished run as Markdown for a pull request: the result, how certain it is, and what it cost. */
export function reportMarkdown(request: RunRequest, report: Report): string {
  const isSame = report.best.text === report.initial.text
  const { head, detail } = verdictWords(report)
  return [
    `## Prompt optimization: ${code(relative(request, report.prompt))}`,
    [`**${head}**: ${detail}.`, ...caveats(report)].join(' '),
    ...(isSimulated(request) ? [simulatedNote] : []),
    scores(report),
    ...(isSame ? [] : [`### What changed\n\n${fenced('diff', difference(report.initial.text, report.best.text))}`]),
    `### Steps\n\n${steps(report)}`,
    `### What it took\n\n${usage(request, report)}`,
    `### Run it again\n\n${again(request)}`,
    ...(isSame ? [] : [folded('The whole refined prompt', fenced('text', report.best.text))]),
  ].join('\n\n')
}

export const isSimulated = ({ models }: RunRequest): boolean =>
  models.task.kind === 'demo' || models.optimizer.kind === 'demo'

const simulatedNote =
  '> **Simulated.** The answers came from the demo model that ships with GPO. These scores say nothing about a language model.'

function scores({ initial, best, comparison }: Report): string {
  const rows = [
    ...(comparison === null
      ? []
      : [
          [
            `Test, ${counted(comparison.cases, 'case')}`,
            percent(initial.test),
            percent(best.test),
            `${gain(initial.test, best.test)} (${points(comparison.interval[0])} to ${points(comparison.interval[1])})`,
          ],
        ]),
    [
      'Validation, which chose it',
      percent(initial.validation),
      percent(best.validation),
      gain(initial.validation, best.validation),
    ],
  ]
  return table(['Cases', 'Original', 'Refined', 'Points (95 % interval)'], rows)
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

function steps(report: Report): string {
  if (report.steps.length === 0) return 'None was made.'
  let best = report.initial.validation ?? 0
  const rows = report.steps.map(({ step, stepSize, candidates, winner }) => {
    const score = winner === null ? undefined : candidates[winner]?.score
    best = Math.max(best, score ?? 0)
    const of = (status: string) => candidates.filter(candidate => candidate.status === status).length
    const fates = [`${of('evaluated') + of('known')} scored`, `${of('dropped')} dropped`, `${of('rejected')} rejected`]
    const isBest = step === report.best.step && report.best.text !== report.initial.text
    return [
      isBest ? `**${step}**` : String(step),
      stepSize === null ? 'any' : String(stepSize),
      fates.join(', '),
      percent(score),
      percent(best),
    ]
  })
  return `${table(['Step', 'Words that may change', 'Candidates', 'Winner', 'Best so far'], rows)}\n\n${[stopSentences[report.stop], answersSentence(report)].join(' ').trim()}`
}

/** What VS Code said about its model, because the same name may later mean another one. */
const detailsOf = (model: ModelSpec): string =>
  model.kind === 'vscode' && model.details !== undefined
    ? ` (${code(model.details.id)}, family ${code(model.details.family)}, version ${code(model.details.version)})`
    : ''

function answersSentence(report: Report): string {
  const words = answerWords(report.answers)
  return words === '' ? '' : `Candidates were scored with ${words}.`
}

function usage({ models }: RunRequest, { usage }: Report): string {
  const rows = roles.flatMap(role => {
    const { calls, cached, inputTokens, outputTokens } = usage[role]
    const model = models[role]
    if (model === undefined || calls + cached === 0) return []
    const name = model.kind === 'demo' ? 'demo (simulated)' : `${code(model.id)}${detailsOf(model)}`
    return [[`${role} model: ${name}`, ...[calls, cached, inputTokens, outputTokens].map(count)]]
  })
  const cost =
    usage.usd === null ? 'Cost: unknown, as no price is set for these models.' : `Cost: ${dollars(usage.usd)}.`
  return `${table(['Model', 'Requests', 'From the cache', 'Input tokens', 'Output tokens'], rows)}\n\n${cost}`
}

function again(request: RunRequest): string {
  const command = reproduceCommand(request)
  return command === undefined
    ? `A terminal cannot ask these models as the editor did: run **GPO: Optimize Prompt** there, with \`gpo.seed\` set to ${request.settings.seed}.`
    : fenced('sh', command)
}

const relative = ({ folder }: RunRequest, path: string): string =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
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

const gain = (before: number | null, after: number | null): string =>
  before === null || after === null ? '–' : points(after - before)
