import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Files, PromptFile } from '../../prompts/promptFile.ts'
import type { PairedBy, Pairing } from '../evalSet.ts'
import { promptStem } from '../evalSetPlaces.ts'
import { hasOwnCases } from '../formats/inFile.ts'
import { type Memory, remember } from './memory.ts'
import { inFolders, loneSet, siblings } from './nearby.ts'
import { folderOf, foldersUp, joined, nameOf } from './paths.ts'
import { inSkillLayout, isSkill, skillConfigs, unusableSpec } from './skillPlaces.ts'

/**
 * Finds the eval set of a prompt file. The first of these ranks that has one wins: what the user chose (a file or a
 * folder of splits, absolute or relative to the root); cases in the prompt file itself; a config that names it, the
 * nearest first; the layout of a skill; a file beside it with the same stem; a folder of eval sets beside or above it;
 * the only eval set beside the only prompt. Several in one rank are a failure, never a guess; if there is none, the
 * pairing is by `none`. Only listings and names are used, and with a shared `memory` no folder is listed twice.
 */
export async function pair(
  prompt: PromptFile,
  files: Files,
  root: string,
  chosen?: string,
  memory: Memory = remember(files),
): Promise<Outcome<Pairing>> {
  if (chosen !== undefined) return pairChosen(joined(root, chosen), chosen, memory)
  if (hasOwnCases(prompt)) return success({ pairedBy: 'in-file', path: prompt.path })
  for (const [pairedBy, rule, find] of ranks) {
    const found = (await find(prompt, root, memory)).filter(path => path !== prompt.path)
    const [path, second] = found
    if (second !== undefined) return failure({ code: 'ambiguous-eval-set', found, rule, place: { path: prompt.path } })
    if (path !== undefined) return success({ pairedBy, path })
  }
  const problems = (await codeConfigs(prompt.path, root, memory)).map(path => ({
    code: 'config-not-run' as const,
    place: { path },
  }))
  return success({ pairedBy: 'none', ...(problems.length > 0 && { problems }) })
}

/** Where an eval set for this prompt file would be found, as paths relative to its folder. */
export function placesFor(path: string): string[] {
  if (isSkill(path)) return ['evals/evals.json', 'SKILL.eval.yaml']
  const stem = promptStem(path)
  return [`${stem}.eval.yaml`, `${stem}.eval.jsonl`, `${stem}.eval.csv`, `${stem}.eval/`, `evals/${stem}.yaml`]
}

/** Paths of the eval sets that this rank can mean. */
type Find = (prompt: PromptFile, root: string, memory: Memory) => Promise<readonly string[]>

const ranks: readonly (readonly [pairedBy: PairedBy, rule: string, find: Find])[] = [
  ['config', 'a config that names it', configs],
  ['config', 'a config that names the skill', skillConfigs],
  ['skill', 'the layout of a skill', inSkillLayout],
  ['sibling', 'the sibling name', siblings],
  ['folder', 'a folder of eval sets', inFolders],
  ['lone', 'being alone in the folder', loneSet],
  ['skill', 'the layout of a skill', unusableSpec],
]

async function pairChosen(path: string, chosen: string, memory: Memory): Promise<Outcome<Pairing>> {
  const { files } = memory
  if ((await files.list(path)).length > 0) return success({ pairedBy: 'chosen', path: `${path}/` })
  // A listing shows that a file exists without reading it; but a disk that ignores case may know it by another
  // spelling.
  const listed = async (): Promise<boolean> => (await memory.names(folderOf(path))).has(nameOf(path))
  if (/[\\/]$/.test(chosen)) return failure({ code: 'file-not-found', place: { path } })
  const read = (await listed()) ? undefined : await files.read(path)
  return read?.ok === false ? read : success({ pairedBy: 'chosen', path })
}

/** In each folder the config with promptfoo's own name comes first, then the others. */
async function configs({ path }: PromptFile, root: string, memory: Memory): Promise<readonly string[]> {
  for (const folder of foldersUp(path, root)) {
    const naming = (await memory.configs(folder)).filter(config => config.uses(path))
    const main = naming.filter(config => config.main)
    const found = main.length > 0 ? main : naming
    if (found.length > 0) return found.map(config => config.path)
  }
  return []
}

async function codeConfigs(path: string, root: string, memory: Memory): Promise<readonly string[]> {
  const found = await Promise.all(foldersUp(path, root).map(folder => memory.configs(folder)))
  return found.flat().flatMap(config => (config.isCode ? [config.path] : []))
}
