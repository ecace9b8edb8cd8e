import { pair } from '../../evals/pairing/pairing.ts'
import { fromRoot } from '../../prompts/finding/promptPaths.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { formatOf, readPromptFile } from '../../prompts/readPromptFile.ts'
import { decodeUtf8 } from '../../text/utf8.ts'

/** Files that an eval set stands in, by their names: beside its prompt, in a folder of eval sets, or a folder of splits. */
export const isEvalSetPath = (path: string): boolean =>
  /\.eval\.(?:ya?ml|jsonl?|csv)$|\/evals\/[^/]+\.(?:ya?ml|jsonl?|csv)$|\.eval\/[^/]+\.jsonl$/i.test(path)

/** Prompt files that are tried at most; a folder of hundreds is no reason to read them all while someone types. */
const mostTried = 30

/**
 * The prompt files that an eval set belongs to, found backwards: of those in its folder and the two above it, the ones
 * that are paired with it. `chosen` says what the user chose for a prompt.
 */
export async function promptsOf(
  evalSet: string,
  { files, root, chosen }: { files: Files; root: string; chosen: (prompt: string) => string | undefined },
): Promise<readonly string[]> {
  const stem = evalSet.slice(evalSet.lastIndexOf('/') + 1).split('.')[0] ?? ''
  const near: string[] = []
  for (const folder of foldersAbove(evalSet, root)) {
    const isPrompt = (name: string): boolean => formatOf(fromRoot(`${folder}/${name}`, root)) !== undefined
    const names = (await files.list(folder)).filter(name => !name.endsWith('/') && isPrompt(name))
    near.push(
      ...names.sort((a, b) => Number(b.startsWith(stem)) - Number(a.startsWith(stem))).map(name => `${folder}/${name}`),
    )
  }
  const found: string[] = []
  for (const path of near.slice(0, mostTried))
    if (await isPaired(path, evalSet, files, root, chosen(path))) found.push(path)
  return found
}

async function isPaired(
  prompt: string,
  evalSet: string,
  files: Files,
  root: string,
  chosen: string | undefined,
): Promise<boolean> {
  const bytes = await files.read(prompt)
  const source = bytes === undefined ? undefined : decodeUtf8(bytes)
  const file = source === undefined ? undefined : readPromptFile(prompt, source)
  if (!file?.ok) return false
  const pairing = await pair(file.value, files, root, chosen)
  if (!pairing.ok) return pairing.problem.code === 'ambiguous-eval-set' && pairing.problem.found.includes(evalSet)
  const { path } = pairing.value
  return path === evalSet || (path?.endsWith('/') === true && evalSet.startsWith(path))
}

function foldersAbove(path: string, root: string): readonly string[] {
  const folders: string[] = []
  for (let folder = parentOf(path); folders.length < 3; folder = parentOf(folder)) {
    folders.push(folder)
    if (folder === root || folder === '') break
  }
  return folders
}

const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))
