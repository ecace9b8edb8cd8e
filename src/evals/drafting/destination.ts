import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'
import type { EvalSet } from '../evalSet.ts'
import { splitFiles } from '../evalSetPlaces.ts'
import type { Inspection } from '../preparing/inspect.ts'
import { answer, caseProblems } from '../reading/checks.ts'
import { appendCases } from '../writing/appendCases.ts'
import type { Tool } from '../writing/form.ts'
import type { NewCase } from '../writing/newCase.ts'
import { newSetFor } from '../writing/newSet.ts'

/** The file to which a prompt's new cases are added. */
export interface Destination {
  readonly path: string
  /** Its present text, or the text with which a new file begins. */
  readonly source: string
  readonly tool: Tool
  readonly isNew: boolean
}

/**
 * Where new cases of a prompt go: into its eval set, of several files the one that holds the last case; of a folder of
 * splits the train cases, else the validation cases, never the test. Without an eval set into a new one, in the form of
 * the prompt's own tool.
 */
export async function destinationOf(inspection: Inspection, files: Files): Promise<Outcome<Destination>> {
  const { path, prompt, pairing, evalSet, problem } = inspection
  if (prompt === undefined || pairing === undefined)
    return failure(problem ?? { code: 'file-not-found', place: { path } })
  const made = newSetFor(prompt)
  if (pairing.path === undefined) {
    const isNew = made.path !== path && !(await files.read(made.path, 0)).ok
    return success({ path: made.path, source: made.start, tool: made.tool, isNew })
  }
  const at = pairing.path.endsWith('/')
    ? await fileOfFolder(pairing.path, files)
    : success(evalSet?.cases.at(-1)?.path ?? evalSet?.path ?? pairing.path)
  if (!at.ok) return at
  const source = at.value === path ? success(prompt.source) : await readSourceText(at.value, files)
  return source.ok
    ? success({ path: at.value, source: source.value, tool: at.value === made.path ? made.tool : 'own', isNew: false })
    : source
}

async function fileOfFolder(folder: string, files: Files): Promise<Outcome<string>> {
  const present = await files.list(folder.slice(0, -1))
  const names = splitFiles.filter(([split]) => split !== 'test').flatMap(([, candidates]) => candidates)
  const name = names.find(candidate => present.includes(candidate))
  return name === undefined
    ? failure({ code: 'missing-split', split: 'validation', tried: names, place: { path: folder } })
    : success(folder + name)
}

/** The text of the destination with cases added. */
export const addedTo = ({ path, source, tool }: Destination, cases: readonly NewCase[]): Outcome<string> =>
  appendCases(path, source, cases, tool)

/** Whether something will judge the answers to a case there: its own graders, the set's, or an expected answer. */
export function isJudged(newCase: NewCase, evalSet: EvalSet | undefined, { tool, path }: Destination): boolean {
  if (newCase.checks || newCase.expected.some(text => text !== '')) return true
  if (tool === 'promptfoo' || tool === 'skill' || evalSet?.dialect === 'promptfoo' || evalSet?.dialect === 'skill')
    return false
  const evalCase = { id: '', vars: newCase.vars, expected: [] }
  return caseProblems(evalCase, evalSet?.checks ?? [answer], { path }).length === 0
}

/** A draft that a person has accepted: an ordinary case. An id that only numbered the drafts is not kept. */
export function accepted({ vars, expected, checks, split, id }: NewCase): NewCase {
  const isNumbered = id === undefined || /^draft-\d+$/.test(id)
  return { vars, expected, ...(checks && { checks }), ...(split && { split }), ...(!isNumbered && { id }) }
}
