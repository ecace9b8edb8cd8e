import { Uri } from 'vscode'
import { addedTo, type Destination, destinationOf } from '../../evals/drafting/destination.ts'
import { type DraftedCase, readDrafts } from '../../evals/drafting/draftFile.ts'
import { draftsPathOf } from '../../evals/drafting/draftPlaces.ts'
import type { EvalSet } from '../../evals/evalSet.ts'
import type { NewCase } from '../../evals/writing/newCase.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { PromptFile, Target } from '../../prompts/promptFile.ts'
import { type OpenedQueries, openDescribed } from '../../skills/queries/openQueries.ts'
import { editorFiles, isInWorkspaceOf, pathOf, uriOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { isPromptFile } from '../prompts/isPrompt.ts'
import { inspectOrAsk } from '../prompts/preparePrompt.ts'
import { presentText } from './writeFile.ts'

/** A prompt with its cases and drafts as they are in the editor, and the place for more. */
export interface PromptCases {
  readonly uri: Uri
  readonly prompt: PromptFile
  readonly target: Target
  readonly evalSet: EvalSet | undefined
  readonly destination: Destination
  readonly drafts: readonly DraftedCase[]
  readonly draftsUri: Uri
  /** The text of the file of drafts; empty if there is none. */
  readonly draftsSource: string
  /** Set for the description of a skill, whose cases are queries. */
  readonly queries?: OpenedQueries
  /** The text of the destination with cases added. */
  added(cases: readonly NewCase[]): Outcome<string>
}

/** Reads a prompt with what there is for it; asks the user if several eval sets are possible. */
export async function readCasesOf(features: Pick<Features, 'chosen'>, uri: Uri): Promise<Outcome<PromptCases>> {
  const inspection = await inspectOrAsk(uri, features.chosen)
  if (!inspection.ok) return inspection
  const { prompt, evalSet, problem } = inspection.value
  if (prompt === undefined) return failure(problem ?? { code: 'not-a-prompt', place: { path: pathOf(uri) } })
  const [target] = prompt.targets
  if (target === undefined) return failure({ code: 'no-target', place: { path: prompt.path } })
  const destination = await destinationOf(inspection.value, editorFiles(uri, features.chosen.of(uri)))
  if (!destination.ok) return destination
  const draftsUri = uriOf(draftsPathOf(prompt.path), uri)
  // Found before anything is paid for that could then not be written.
  const made = destination.value.isNew ? [uriOf(destination.value.path, uri)] : []
  for (const place of [draftsUri, ...made])
    if (!isInWorkspaceOf(uri, place)) return failure({ code: 'outside-workspace', place: { path: pathOf(place) } })
  const draftsSource = (await presentText(draftsUri)) ?? ''
  const drafts = draftsSource === '' ? success([]) : readDrafts(pathOf(draftsUri), draftsSource)
  if (!drafts.ok) return drafts
  return success({
    uri,
    prompt,
    target,
    evalSet,
    destination: destination.value,
    drafts: drafts.value,
    draftsUri,
    draftsSource,
    added: cases => addedTo(destination.value, cases),
  })
}

/** Reads a skill with the queries about it. */
export async function readQueriesOf(skill: Uri): Promise<Outcome<PromptCases>> {
  const opened = await openDescribed(pathOf(skill), editorFiles(skill))
  if (!opened.ok) return opened
  const { drafts, draftsPath, draftsSource } = opened.value.queries
  const beside = { drafts, draftsUri: uriOf(draftsPath, skill), draftsSource }
  return success({ ...opened.value, uri: skill, evalSet: undefined, ...beside })
}

/** The prompt file to which a file of drafts belongs; undefined if there is none beside it. */
export async function promptOfDrafts(drafts: Uri): Promise<Uri | undefined> {
  const files = editorFiles(drafts)
  for (const folder of [Uri.joinPath(drafts, '..'), Uri.joinPath(drafts, '../..')])
    for (const name of await files.list(pathOf(folder))) {
      const uri = Uri.joinPath(folder, name)
      if (!name.endsWith('/') && draftsPathOf(pathOf(uri)) === pathOf(drafts) && (await isPromptFile(uri))) return uri
    }
  return undefined
}
