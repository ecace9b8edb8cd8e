import type { EvalSet, Pairing } from '../../evals/evalSet.ts'
import { pair } from '../../evals/pairing/pairing.ts'
import { bound } from '../../evals/preparing/prepare.ts'
import { loadEvalSet } from '../../evals/reading/loadEvalSet.ts'
import type { Problem, ProblemCode } from '../../problem/problem.ts'
import type { Files, PromptFile } from '../../prompts/promptFile.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { decodeUtf8 } from '../../text/utf8.ts'
import { located } from './locate.ts'
import { unmatched } from './unmatched.ts'

export type Severity = 'error' | 'warning' | 'information' | 'hint'

/** A problem with where it shows: a line counted from 1, and UTF-16 columns on it, the whole line where absent. */
export interface Finding {
  readonly problem: Problem
  readonly path: string
  readonly line: number
  readonly columns?: readonly [start: number, end: number]
  readonly severity: Severity
}

/** What was found out about a prompt file and its eval set; a part that could not be read is absent. */
export interface Examined {
  readonly findings: readonly Finding[]
  readonly prompt?: PromptFile
  readonly pairing?: Pairing
  readonly evalSet?: EvalSet
}

/**
 * Reads a prompt file with the eval set that belongs to it and lists everything that is wrong with either or between
 * the two, where a run would stop at the first. Nothing is asked of a model.
 */
export async function examine(
  path: string,
  { files, root, chosen }: { readonly files: Files; readonly root: string; readonly chosen?: string | undefined },
): Promise<Examined> {
  const source = await textOf(path, files)
  if (source === undefined) return { findings: [] }
  const prompt = readPromptFile(path, source)
  if (!prompt.ok) return { findings: await placed([prompt.problem], path, files) }
  const known = { prompt: prompt.value }
  const here = (problem: Problem): Promise<readonly Finding[]> =>
    placed([...prompt.value.problems, startingAt(prompt.value, problem)], path, files)

  const pairing = await pair(prompt.value, files, root, chosen)
  if (!pairing.ok) return { ...known, findings: await here(pairing.problem) }
  const loaded = await loadEvalSet(pairing.value, prompt.value, files)
  if (!loaded.ok) return { ...known, pairing: pairing.value, findings: await here(loaded.problem) }

  const names = [...new Set(prompt.value.targets.flatMap(({ placeholders }) => placeholders))]
  const evalSet = bound(loaded.value, names)
  const problems = [...prompt.value.problems, ...evalSet.problems, ...unmatched(prompt.value, evalSet)]
  return { ...known, pairing: pairing.value, evalSet, findings: await placed(problems, path, files) }
}

/** Puts problems on their lines. What stands on no line, such as trouble with a setting, is left out. */
export async function placed(problems: readonly Problem[], prompt: string, files: Files): Promise<readonly Finding[]> {
  const sources = new Map<string, string>()
  for (const { place } of problems) {
    const path = place?.path ?? prompt
    if (!sources.has(path)) sources.set(path, (await textOf(path, files)) ?? '')
  }
  return problems.flatMap(problem => {
    if (problem.place === undefined || hidden.has(problem.code)) return []
    const { path } = problem.place
    const severity = severities[problem.code] ?? 'warning'
    return located(problem, sources.get(path) ?? '').map(where => ({ problem, path, severity, ...where }))
  })
}

/** The prompt is not there, or the file is no prompt after all: its editor says so already. */
const hidden: ReadonlySet<ProblemCode> = new Set(['file-not-found', 'not-a-prompt'])

/** What keeps a prompt from being scored is an error; a prompt that nobody wants to score yet is not to be nagged about. */
const severities: Partial<Readonly<Record<ProblemCode, Severity>>> = {
  'no-eval-set': 'hint',
  'unused-variable': 'information',
  'unknown-grader': 'error',
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

/** A missing or ambiguous eval set is said on the first line of the prompt, below the header that others own. */
function startingAt(prompt: PromptFile, problem: Problem): Problem {
  if (problem.place?.path !== prompt.path || problem.place.line !== undefined) return problem
  return { ...problem, place: { path: prompt.path, line: prompt.targets[0]?.line ?? 1 } }
}

async function textOf(path: string, files: Files): Promise<string | undefined> {
  const bytes = path.endsWith('/') ? undefined : await files.read(path)
  return bytes === undefined ? undefined : decodeUtf8(bytes)
}
