import { addedTo, type Destination, destinationOf } from '../../../evals/drafting/destination.ts'
import { type DraftedCase, readDrafts } from '../../../evals/drafting/draftFile.ts'
import { draftsPathOf } from '../../../evals/drafting/draftPlaces.ts'
import type { EvalSet } from '../../../evals/evalSet.ts'
import { isSkill } from '../../../evals/pairing/skillPlaces.ts'
import { inspect } from '../../../evals/preparing/inspect.ts'
import type { NewCase } from '../../../evals/writing/newCase.ts'
import { failure, type Outcome, success } from '../../../problem/outcome.ts'
import type { Files, PromptFile, Target } from '../../../prompts/promptFile.ts'
import { findTarget, readSourceText } from '../../../prompts/readPromptFile.ts'
import { type OpenedQueries, openDescribed } from '../../../skills/queries/openQueries.ts'
import type { Options } from '../../asked/options.ts'
import { inputOf } from '../../asked/typedInput.ts'
import type { Terminal } from '../../output/terminal.ts'

/** A prompt with its cases and drafts, and the place for more. */
export interface OpenedCases {
  readonly prompt: PromptFile
  readonly target: Target
  readonly evalSet: EvalSet | undefined
  readonly destination: Destination
  readonly drafts: readonly DraftedCase[]
  readonly draftsPath: string
  /** The text of the file of drafts; empty if there is none. */
  readonly draftsSource: string
  /** Set for the description of a skill, whose cases are queries. */
  readonly queries?: OpenedQueries
  /** The text of the destination with cases added. */
  added(cases: readonly NewCase[]): Outcome<string>
}

/** Reads a prompt that was typed, with what there is for it. */
export async function openCases(typed: string, options: Options, terminal: Terminal): Promise<Outcome<OpenedCases>> {
  const [path, input] = inputOf({ ...options, operands: [typed] }, terminal)
  if (isSkill(path) && input.target === 'description') return openQueryCases(path, input.files)
  const inspection = await inspect(path, input)
  const { prompt, evalSet } = inspection
  if (prompt === undefined) return failure(inspection.problem ?? { code: 'not-a-prompt', place: { path } })
  const [first] = prompt.targets
  const target = input.target === undefined ? first && success(first) : findTarget(prompt, input.target)
  if (target === undefined) return failure({ code: 'no-target', place: { path } })
  if (!target.ok) return target
  const destination = await destinationOf(inspection, input.files)
  if (!destination.ok) return destination
  const draftsPath = draftsPathOf(path)
  const source = await readSourceText(draftsPath, input.files)
  if (!source.ok && source.problem.code !== 'file-not-found') return source
  const draftsSource = source.ok ? source.value : ''
  const drafts = draftsSource === '' ? success([]) : readDrafts(draftsPath, draftsSource)
  if (!drafts.ok) return drafts
  return success({
    prompt,
    target: target.value,
    evalSet,
    destination: destination.value,
    drafts: drafts.value,
    draftsPath,
    draftsSource,
    added: cases => addedTo(destination.value, cases),
  })
}

async function openQueryCases(path: string, files: Files): Promise<Outcome<OpenedCases>> {
  const opened = await openDescribed(path, files)
  if (!opened.ok) return opened
  const { drafts, draftsPath, draftsSource } = opened.value.queries
  return success({ ...opened.value, evalSet: undefined, drafts, draftsPath, draftsSource })
}
