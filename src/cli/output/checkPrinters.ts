import { relative } from 'node:path'
import manifest from '../../../package.json' with { type: 'json' }
import { caseSeverities } from '../../evals/health/caseSeverities.ts'
import type { Enough } from '../../evals/health/enough.ts'
import type { Problem } from '../../problem/problem.ts'
import { explanationAtTerminal, sentenceAtTerminal } from '../../problem/sentences.ts'
import { couldShow } from '../../report/fewTestCases.ts'
import type { HealthReport } from '../../run/health/checkHealth.ts'
import { counted } from '../../text/numbers.ts'
import { visibleLine } from '../../text/visible.ts'

/** What was checked; paths are absolute. */
export interface Checked {
  /** The workspace folder, to which the paths in SARIF are relative. */
  readonly root: string
  readonly prompt: string
  readonly evalSet: string
}

const severityOf = ({ code }: Problem): string => caseSeverities[code] ?? 'warning'

/** For people: one sentence per line, starting with the problems that make a score wrong. */
export function checkText({ prompt, root }: Checked, { cases, prompts, enough, problems }: HealthReport): string {
  const order = ['error', 'warning', 'information', 'hint']
  const sorted = problems.toSorted((a, b) => order.indexOf(severityOf(a)) - order.indexOf(severityOf(b)))
  const lines = sorted.map(problem => `${severityOf(problem)}: ${sentenceAtTerminal(problem)}`)
  const known =
    prompts === 0
      ? 'no answers of earlier runs are at hand'
      : `with the answers of ${counted(prompts, 'earlier prompt')}`
  return `${[...lines, `${counted(cases, 'case')} checked, ${known}: ${counted(problems.length, 'finding')}`, ...enoughLines(enough, relative(root, prompt))].join('\n')}\n`
}

/** What the set can show, and what to draft where it has too few cases. */
function enoughLines({ test, smallestGain, few }: Enough, prompt: string): readonly string[] {
  const shows = couldShow(test, smallestGain)
  const [first] = few
  if (first === undefined) return [shows]
  const named = few.map(({ label, cases }) => `${visibleLine(label)} (${cases})`).join(', ')
  return [shows, `few cases of ${named}: gpo cases draft ${prompt} --about ${JSON.stringify(first.label)}`]
}

export const checkJson = (checked: Checked, { problems, ...health }: HealthReport): string =>
  `${JSON.stringify(
    {
      ...checked,
      ...health,
      findings: problems.map(problem => ({
        code: problem.code,
        severity: severityOf(problem),
        case: 'id' in problem ? problem.id : null,
        path: problem.place?.path ?? null,
        line: problem.place?.line ?? null,
        message: explanationAtTerminal(problem),
      })),
    },
    null,
    2,
  )}\n`

const levels: Readonly<Record<string, string>> = { error: 'error', warning: 'warning' }

/** SARIF 2.1.0, which code hosts show beside the lines of a pull request. */
export const sarif = ({ evalSet, root }: Checked, { problems }: HealthReport): string =>
  `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'gpo',
              version: manifest.version,
              rules: [...new Set(problems.map(({ code }) => code))].map(id => ({ id })),
            },
          },
          results: problems.map(problem => ({
            ruleId: problem.code,
            level: levels[severityOf(problem)] ?? 'note',
            message: { text: explanationAtTerminal(problem) },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(relative(root, problem.place?.path ?? evalSet)) },
                  region: { startLine: problem.place?.line ?? 1 },
                },
              },
            ],
          })),
        },
      ],
    },
    null,
    2,
  )}\n`
