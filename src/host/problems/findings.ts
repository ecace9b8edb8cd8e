import type { EvalSet } from '../../evals/evalSet.ts'
import { askedText } from '../../evals/health/alike.ts'
import { caseSeverities, type Severity } from '../../evals/health/caseSeverities.ts'
import { caseTroubles } from '../../evals/health/caseTroubles.ts'
import { bound } from '../../evals/preparing/fitting.ts'
import type { Inspection } from '../../evals/preparing/inspect.ts'
import { isFatal } from '../../evals/preparing/prepare.ts'
import type { Problem, ProblemCode } from '../../problem/problem.ts'
import type { Files, PromptFile } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'
import { type SkillContext, skillTroubles } from '../../skills/catalogue/skillTroubles.ts'
import { lined, located } from './locate.ts'
import { unmatched } from './unmatched.ts'

/** A problem with its position: a line counted from 1, and UTF-16 columns on it; the whole line if they are absent. */
export interface Finding {
  readonly problem: Problem
  readonly path: string
  readonly line: number
  readonly columns?: readonly [start: number, end: number]
  /** The line on which the columns end, if that is a later one. */
  readonly endLine?: number
  readonly severity: Severity
}

/** Everything that is wrong with a prompt file, its eval set, or the two together; a run would stop at the first. */
export async function findingsOf(
  inspection: Inspection,
  files: Files,
  skill?: SkillContext,
): Promise<readonly Finding[]> {
  const { path, prompt, problem } = inspection
  const evalSet = boundSet(inspection)
  const ending = problem === undefined ? [] : [prompt ? startingAt(prompt, problem) : problem]
  const problems = [
    ...(prompt?.problems ?? []),
    ...(prompt ? skillTroubles(prompt, skill) : []),
    ...ending,
    ...(evalSet?.problems ?? []),
    ...(prompt && evalSet ? unmatched(prompt, evalSet) : []),
    ...(prompt && evalSet ? troublesOf(prompt, evalSet) : []),
  ]
  return placed(problems, path, files, prompt?.source)
}

/** Larger sets are examined only by `gpo check`, because this runs while someone types. Characters of what is asked. */
const [mostCases, mostAsked] = [1000, 1_000_000]

/** What is wrong with the cases. If the seed assigns the splits, no case is for the test before a run begins. */
const troublesOf = (prompt: PromptFile, evalSet: EvalSet): readonly Problem[] =>
  evalSet.cases.length > mostCases || askedLength(evalSet) > mostAsked || evalSet.problems.some(isFatal)
    ? []
    : caseTroubles(evalSet, prompt.targets.map(({ text }) => text).join('\n'), ({ split }) => split === 'test')

const askedLength = ({ cases }: EvalSet): number => cases.reduce((sum, evalCase) => sum + askedText(evalCase).length, 0)

/** The cases with the variables that any of the prompt's targets uses. */
export function boundSet({ prompt, evalSet }: Inspection): EvalSet | undefined {
  const names = new Set(prompt?.targets.flatMap(({ placeholders }) => placeholders))
  return evalSet && bound(evalSet, [...names], prompt?.defaults)
}

/** The most problems of one prompt that are marked. */
const mostTold = 200

/**
 * Puts problems on their lines. Problems without a line, such as those of a setting, are left out. `source` is the text
 * of the prompt file if it has been read already.
 */
export async function placed(
  problems: readonly Problem[],
  prompt: string,
  files: Files,
  source?: string,
): Promise<readonly Finding[]> {
  const sources = new Map(source === undefined ? [] : [[prompt, lined(source)]])
  // Of more problems the user mends the first ones first, and each must be looked for in its file.
  const told = problems.slice(0, mostTold)
  for (const { place } of told) {
    const path = place?.path ?? prompt
    if (!sources.has(path)) sources.set(path, lined((await textOf(path, files)) ?? ''))
  }
  return told.flatMap(problem => {
    if (problem.place === undefined || hidden.has(problem.code)) return []
    const { path } = problem.place
    const severity = severities[problem.code] ?? 'warning'
    return located(problem, sources.get(path) ?? lined('')).map(where => ({ problem, path, severity, ...where }))
  })
}

/** The prompt does not exist, or the file is no prompt after all; its editor already says so. */
const hidden: ReadonlySet<ProblemCode> = new Set(['file-not-found', 'not-a-prompt'])

/** What prevents scoring is an error; but a prompt that nobody wants to score yet should cause no warnings. */
const severities: Partial<Readonly<Record<ProblemCode, Severity>>> = {
  ...caseSeverities,
  'no-eval-set': 'hint',
  'unused-variable': 'information',
  // Grey says it; as a warning, every skill of a long list would have one.
  'description-cut': 'information',
  'unknown-grader': 'error',
  'unnamed-grader': 'error',
  'misnamed-key': 'error',
  'broken-row': 'error',
  'bad-pattern': 'error',
  'missing-expected': 'error',
  'missing-variable': 'error',
  'missing-split': 'error',
  'eval-set-unparsable': 'error',
  'eval-set-empty': 'error',
  'prompt-unparsable': 'error',
  'unclosed-frontmatter': 'error',
}

/**
 * A missing or ambiguous eval set is reported on the first line of the prompt, below the header, which belongs to other
 * tools.
 */
function startingAt(prompt: PromptFile, problem: Problem): Problem {
  if (problem.place?.path !== prompt.path || problem.place.line !== undefined) return problem
  return { ...problem, place: { path: prompt.path, line: prompt.targets[0]?.line ?? 1 } }
}

async function textOf(path: string, files: Files): Promise<string | undefined> {
  const source = path.endsWith('/') ? undefined : await readSourceText(path, files)
  return source?.ok ? source.value : undefined
}
