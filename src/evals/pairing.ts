import type { Files, PromptFile } from '../prompts/promptFile.ts'
import { failure, type Outcome, success } from '../text/outcome.ts'
import type { PairedBy, Pairing } from './evalSet.ts'
import { hasOwnCases } from './inFile.ts'
import { extensions } from './read.ts'

/**
 * Finds the eval set that belongs to a prompt file. The first rank that has one wins: what the user chose (a file or a
 * folder of splits, absolute or relative to the root), cases in the prompt file itself, a file beside it, then a folder
 * beside it or a file in `evals/`. More than one in a rank is a failure, never a guess; none is a pairing by `none`.
 * Only these places are looked at, so it is cheap enough to ask for every prompt file of a workspace.
 */
export async function pair(prompt: PromptFile, files: Files, root: string, chosen?: string): Promise<Outcome<Pairing>> {
  if (chosen !== undefined) return pairChosen(absolute(root, chosen), files)
  if (hasOwnCases(prompt)) return success({ pairedBy: 'in-file', path: prompt.path })
  const [folder, stem] = folderAndStem(prompt.path)
  const beside = await files.list(folder)
  const siblings = extensions.map(extension => `${stem}.eval.${extension}`).filter(name => beside.includes(name))
  if (siblings.length > 0)
    return only(
      siblings.map(name => folder + name),
      'sibling',
      prompt,
    )
  const folders = [
    ...(beside.includes(`${stem}.eval/`) ? [`${folder}${stem}.eval/`] : []),
    ...(beside.includes('evals/') ? await inEvals(`${folder}evals/`, stem, files) : []),
  ]
  return folders.length > 0 ? only(folders, 'folder', prompt) : success({ pairedBy: 'none' })
}

/** Where an eval set for this prompt file would be found, as paths relative to its folder. */
export function placesFor(path: string): string[] {
  const [, stem] = folderAndStem(path)
  return [`${stem}.eval.yaml`, `${stem}.eval.jsonl`, `${stem}.eval.csv`, `${stem}.eval/`, `evals/${stem}.yaml`]
}

async function pairChosen(path: string, files: Files): Promise<Outcome<Pairing>> {
  const file = path.replace(/\/+$/, '')
  if (file === path && (await files.read(path)) !== undefined) return success({ pairedBy: 'chosen', path })
  if ((await files.list(file)).length > 0) return success({ pairedBy: 'chosen', path: `${file}/` })
  return failure({ code: 'file-not-found', place: { path } })
}

async function inEvals(evals: string, stem: string, files: Files): Promise<string[]> {
  const names = await files.list(evals)
  const wanted = [`${stem}/`, ...extensions.map(extension => `${stem}.${extension}`)]
  return wanted.filter(name => names.includes(name)).map(name => evals + name)
}

function only(paths: readonly string[], pairedBy: PairedBy, prompt: PromptFile): Outcome<Pairing> {
  const [path, second] = paths
  if (path !== undefined && second === undefined) return success({ pairedBy, path })
  return failure({ code: 'ambiguous-eval-set', found: paths, place: { path: prompt.path } })
}

function folderAndStem(path: string): [folder: string, stem: string] {
  const start = path.lastIndexOf('/') + 1
  return [path.slice(0, start), path.slice(start).replace(/\.prompt\.(?:md|ya?ml)$/i, '')]
}

const absolute = (root: string, path: string): string =>
  /^(?:\/|[A-Za-z]:[\\/])/.test(path)
    ? path.replaceAll('\\', '/')
    : `${root.replace(/\/+$/, '')}/${path.replace(/^\.\//, '')}`
