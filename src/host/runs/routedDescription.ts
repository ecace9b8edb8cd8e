import type { Uri } from 'vscode'
import { joined } from '../../evals/pairing/paths.ts'
import type { Inspection } from '../../evals/preparing/inspect.ts'
import type { Prepared } from '../../evals/preparing/prepare.ts'
import { type Outcome, success } from '../../problem/outcome.ts'
import { findTarget } from '../../prompts/readPromptFile.ts'
import { isRouted, type PreparedRouting, prepareRouting } from '../../skills/optimizing/prepareRouting.ts'
import { editorFiles, pathOf, workspaceFolderOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { catalogueAt, settingsAt } from '../skills/catalogueAt.ts'
import { changesThatWait } from '../skills/waitingDescriptions.ts'

/** A description that is scored by where queries go, and its queries as the eval set that they make. */
export interface RoutedDescription {
  readonly prepared: Prepared
  readonly routing: PreparedRouting
}

/**
 * Other skills are described as they would be with the new descriptions that wait for review. Undefined if the prompt is no skill's, no agent would list the skill, or no query belongs to it.
 */
export async function routingOf(
  features: Pick<Features, 'chosen' | 'reviews'>,
  uri: Uri,
  { prompt }: Inspection,
): Promise<Outcome<RoutedDescription> | undefined> {
  const target = prompt && findTarget(prompt, 'description')
  const settings = settingsAt(uri)
  if (prompt === undefined || !isRouted(prompt.format) || !target?.ok || settings === undefined) return undefined
  const named = features.chosen.of(uri)
  const { catalogue } = await catalogueAt(uri)
  const routing = await prepareRouting(prompt, {
    files: editorFiles(uri, named),
    seed: settings.run.seed,
    waiting: await changesThatWait(features, catalogue.skills),
    ...(named !== undefined && { chosen: joined(pathOf(workspaceFolderOf(uri)), named) }),
  })
  if (!routing?.ok) return routing
  const { evalSet } = routing.value
  const pairing = { pairedBy: named === undefined ? 'skill' : 'chosen', path: evalSet.path } as const
  return success({ prepared: { prompt, target: target.value, evalSet, pairing }, routing: routing.value })
}
