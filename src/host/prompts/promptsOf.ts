import { promptStem } from '../../evals/evalSetPlaces.ts'
import { pair } from '../../evals/pairing/pairing.ts'
import { folderOf, nameOf } from '../../evals/pairing/paths.ts'
import { fromRoot, isSkipped, worthLooking } from '../../prompts/finding/promptPaths.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { formatOf, readPrompt } from '../../prompts/readPromptFile.ts'

/** The most prompt files that are tried; a folder of hundreds should not be read completely while someone types. */
const mostTried = 30

/**
 * The prompt files that an eval set belongs to, found by searching backwards: among the prompt files in its folder and
 * the three above it, and in the folders beside its own, those that are paired with it. Files whose name begins like
 * the eval set's are tried first. `chosen` gives the user's choice for a prompt.
 */
export async function promptsOf(
  evalSet: string,
  { files, root, chosen }: { files: Files; root: string; chosen: (prompt: string) => string | undefined },
): Promise<readonly string[]> {
  const stems = evalSet
    .split('/')
    .slice(-2)
    .map(name => name.split('.')[0] ?? '')
  // A skill is known by its folder's name.
  const isLike = (path: string): boolean => [promptStem(path), nameOf(folderOf(path))].some(one => stems.includes(one))
  const near: string[] = []
  for (const folder of foldersAbove(evalSet, root)) {
    const names = await files.list(folder)
    const beside = names.filter(name => name.endsWith('/') && !name.startsWith('.') && !isSkipped(name))
    near.push(...promptsIn(folder, names, root))
    for (const name of beside.slice(0, mostTried)) {
      const below = `${folder}/${name.slice(0, -1)}`
      const held = await files.list(below)
      near.push(...promptsIn(below, held, root).filter(isLike))
      for (const stem of stems.filter(stem => held.includes(`${stem}/`)))
        near.push(...promptsIn(`${below}/${stem}`, await files.list(`${below}/${stem}`), root))
    }
  }
  const tried = [...new Set(near)].sort((a, b) => Number(isLike(b)) - Number(isLike(a))).slice(0, mostTried)
  const found: string[] = []
  for (const path of tried) if (await isPaired(path, evalSet, files, root, chosen(path))) found.push(path)
  return found
}

function promptsIn(folder: string, names: readonly string[], root: string): readonly string[] {
  const byName = names.filter(
    name => !name.endsWith('/') && formatOf(fromRoot(`${folder}/${name}`, root)) !== undefined,
  )
  return [...byName, ...worthLooking(folder.slice(root.length), names)].map(name => `${folder}/${name}`)
}

async function isPaired(
  prompt: string,
  evalSet: string,
  files: Files,
  root: string,
  chosen: string | undefined,
): Promise<boolean> {
  const file = await readPrompt(prompt, files)
  if (!file.ok) return false
  const pairing = await pair(file.value, files, root, chosen)
  if (!pairing.ok) return pairing.problem.code === 'ambiguous-eval-set' && pairing.problem.found.includes(evalSet)
  const { path } = pairing.value
  return path === evalSet || (path?.endsWith('/') === true && evalSet.startsWith(path))
}

function foldersAbove(path: string, root: string): readonly string[] {
  const folders: string[] = []
  for (let folder = folderOf(path); folders.length < 4; folder = folderOf(folder)) {
    folders.push(folder)
    if (folder === root || folder === '') break
  }
  return folders
}
