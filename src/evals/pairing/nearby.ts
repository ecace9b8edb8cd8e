import { evalFolders, fromRoot } from '../../prompts/finding/promptPaths.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { formatOf } from '../../prompts/readPromptFile.ts'
import { extensions } from '../reading/documents.ts'
import type { Memory } from './memory.ts'
import { folderOf, foldersUp, nameOf } from './paths.ts'

/** What may follow the stem of a prompt file in the name of its eval set, the most usual first. */
const suffixes = ['eval', 'evals', 'tests', 'test', 'cases', 'dataset', 'golden']

/** A prompt file's name without what makes it one. */
export const stemOf = (path: string): string =>
  nameOf(path).replace(
    /(?:\.prompt\.(?:md|ya?ml)|\.(?:instructions|agent|chatmode)\.md|\.(?:prompty|promptl|prompt|txt|md|j2|jinja2?|njk|hbs|hbr|mustache|liquid|ya?ml|json))$/i,
    '',
  )

/** Files beside the prompt that bear its stem. */
export async function siblings({ path }: PromptFile, _root: string, memory: Memory): Promise<readonly string[]> {
  const folder = folderOf(path)
  const names = await memory.names(folder)
  const stem = stemOf(path)
  return suffixes
    .flatMap(suffix => extensions.map(extension => `${stem}.${suffix}.${extension}`))
    .filter(name => names.has(name))
    .map(name => `${folder}/${name}`)
}

/** A folder of splits beside the prompt, else what stands under its stem in a folder of eval sets, the nearest first. */
export async function inFolders({ path }: PromptFile, root: string, memory: Memory): Promise<readonly string[]> {
  const own = folderOf(path)
  for (const folder of foldersUp(path, root)) {
    const names = await memory.names(folder)
    const beside = `${stemOf(path)}.eval/`
    const found = folder === own && names.has(beside) ? [`${folder}/${beside}`] : []
    for (const name of evalFolders)
      if (names.has(name)) found.push(...(await under(`${folder}/${name.slice(0, -1)}`, stemFor(path, folder), memory)))
    if (found.length > 0) return found
  }
  return []
}

/** The only eval set of a folder with only one prompt file, where nothing in its name says whose it is. */
export async function loneSet({ path }: PromptFile, root: string, memory: Memory): Promise<readonly string[]> {
  const folder = folderOf(path)
  const names = [...(await memory.names(folder))]
  const sets = names.filter(name => loneNames.has(name))
  if (sets.length !== 1) return []
  const isPrompt = (name: string): boolean => formatOf(fromRoot(`${folder}/${name}`, root)) !== undefined
  const others = names.filter(name => name !== nameOf(path) && !name.endsWith('/') && isPrompt(name))
  return others.length === 0 ? sets.map(name => `${folder}/${name}`) : []
}

const loneNames: ReadonlySet<string> = new Set(
  ['evals', 'tests', 'cases', 'dataset', 'golden'].flatMap(name => extensions.map(extension => `${name}.${extension}`)),
)

/** Every skill is called SKILL.md, so that above its own folder it goes by the folder's name. */
const stemFor = (path: string, folder: string): string => {
  const stem = stemOf(path)
  return stem.toUpperCase() === 'SKILL' && folder !== folderOf(path) ? nameOf(folderOf(path)) : stem
}

/** Names that a folder of eval sets may give to the one of a prompt. */
const inside = ['eval.yaml', 'evals.json', 'cases.jsonl', 'dataset.jsonl']

const splitNames = ['validation.jsonl', 'eval.jsonl', 'dev.jsonl', 'train.jsonl', 'test.jsonl']

async function under(folder: string, stem: string, memory: Memory): Promise<readonly string[]> {
  const names = await memory.names(folder)
  const files = extensions.map(extension => `${stem}.${extension}`).filter(name => names.has(name))
  const found = files.map(name => `${folder}/${name}`)
  if (!names.has(`${stem}/`)) return found
  const own = await memory.names(`${folder}/${stem}`)
  const sets = inside.filter(name => own.has(name)).map(name => `${folder}/${stem}/${name}`)
  const isSplit = sets.length === 0 && splitNames.some(name => own.has(name))
  return [...found, ...sets, ...(isSplit ? [`${folder}/${stem}/`] : [])]
}
