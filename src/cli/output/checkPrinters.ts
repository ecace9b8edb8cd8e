import { relative } from 'node:path'
import manifest from '../../../package.json' with { type: 'json' }
import { caseSeverities } from '../../evals/health/caseSeverities.ts'
import type { Problem } from '../../problem/problem.ts'
import { explanationAtTerminal, sentenceAtTerminal } from '../../problem/sentences.ts'
import { counted } from '../../text/numbers.ts'

/** What was checked; paths are absolute. */
export interface Checked {
  /** The workspace folder, to which the paths in SARIF are relative. */
  readonly root: string
  readonly prompt: string
  readonly evalSet: string
  readonly cases: number
  /** Number of prompts from earlier runs whose answers were available. */
  readonly prompts: number
}

const severityOf = ({ code }: Problem): string => caseSeverities[code] ?? 'warning'

/** For people: one sentence per line, starting with the problems that make a score wrong. */
export function checkText({ cases, prompts }: Checked, troubles: readonly Problem[]): string {
  const order = ['error', 'warning', 'information', 'hint']
  const sorted = troubles.toSorted((a, b) => order.indexOf(severityOf(a)) - order.indexOf(severityOf(b)))
  const lines = sorted.map(problem => `${severityOf(problem)}: ${sentenceAtTerminal(problem)}`)
  const known =
    prompts === 0
      ? 'no answers of earlier runs are at hand'
      : `with the answers of ${counted(prompts, 'earlier prompt')}`
  return `${[...lines, `${counted(cases, 'case')} checked, ${known}: ${counted(troubles.length, 'finding')}`].join('\n')}\n`
}

export const checkJson = (checked: Checked, troubles: readonly Problem[]): string =>
  `${JSON.stringify(
    {
      ...checked,
      findings: troubles.map(problem => ({
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
export const sarif = ({ evalSet, root }: Checked, troubles: readonly Problem[]): string =>
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
              rules: [...new Set(troubles.map(({ code }) => code))].map(id => ({ id })),
            },
          },
          results: troubles.map(problem => ({
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
