import { holdsPrompt } from '../../prompts/finding/discover.ts'
import { fromRoot, worthLooking } from '../../prompts/finding/promptPaths.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { formatOf } from '../../prompts/readPromptFile.ts'
import {
  evalSetFolders,
  loneNames,
  namesInFolder,
  namesUnderStem,
  promptStem,
  siblingNames,
  splitFiles,
  splitFolderName,
} from '../evalSetPlaces.ts'
import type { Memory } from './memory.ts'
import { folderOf, foldersUp, nameOf } from './paths.ts'

/** Files beside the prompt with its stem. */
export async function siblings({ path }: PromptFile, _root: string, memory: Memory): Promise<readonly string[]> {
  const folder = folderOf(path)
  const stem = promptStem(path)
  if (!(await memory.stemsWithSets(folder)).has(stem)) return []
  const names = await memory.names(folder)
  return siblingNames(stem)
    .filter(name => names.has(name))
    .map(name => `${folder}/${name}`)
}

/** A folder of splits beside the prompt, otherwise what has its stem in a folder of eval sets, the nearest first. */
export async function inFolders({ path }: PromptFile, root: string, memory: Memory): Promise<readonly string[]> {
  const own = folderOf(path)
  for (const folder of foldersUp(path, root)) {
    const names = await memory.names(folder)
    const beside = `${splitFolderName(promptStem(path))}/`
    const found = folder === own && names.has(beside) ? [`${folder}/${beside}`] : []
    for (const name of evalSetFolders)
      if (names.has(`${name}/`)) found.push(...(await under(`${folder}/${name}`, stemFor(path, folder), memory)))
    if (found.length > 0) return found
  }
  return []
}

/** The only eval set in the folder of a single prompt file, if its name does not say which prompt it is for. */
export async function loneSet({ path }: PromptFile, root: string, memory: Memory): Promise<readonly string[]> {
  const folder = folderOf(path)
  const names = await memory.names(folder)
  // A folder may contain very many files, and this is asked for each prompt in it.
  const sets = [...loneNames].filter(name => names.has(name))
  if (sets.length !== 1) return []
  const isPrompt = (name: string): boolean => formatOf(fromRoot(`${folder}/${name}`, root)) !== undefined
  const others = [...names].filter(name => name !== nameOf(path) && !name.endsWith('/') && !loneNames.has(name))
  if (others.some(isPrompt)) return []
  for (const name of worthLooking(folder.slice(root.length), others))
    if (await holdsPrompt(`${folder}/${name}`, root, [...names], memory.files)) return []
  return sets.map(name => `${folder}/${name}`)
}

/** Every skill file is called SKILL.md, so above its own folder it is known by the folder's name. */
const stemFor = (path: string, folder: string): string => {
  const stem = promptStem(path)
  return stem.toUpperCase() === 'SKILL' && folder !== folderOf(path) ? nameOf(folderOf(path)) : stem
}

async function under(folder: string, stem: string, memory: Memory): Promise<readonly string[]> {
  const names = await memory.names(folder)
  const files = namesInFolder(stem).filter(name => names.has(name))
  const found = files.map(name => `${folder}/${name}`)
  if (!names.has(`${stem}/`)) return found
  const own = await memory.names(`${folder}/${stem}`)
  const sets = namesUnderStem.filter(name => own.has(name)).map(name => `${folder}/${stem}/${name}`)
  const isSplit = sets.length === 0 && splitFiles.some(([, files]) => files.some(name => own.has(name)))
  return [...found, ...sets, ...(isSplit ? [`${folder}/${stem}/`] : [])]
}
