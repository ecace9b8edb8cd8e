import { type OpenDialogOptions, Uri, window } from 'vscode'
import { evalSetExtensions, promptStem } from '../../evals/evalSetPlaces.ts'
import { folderOf, nameOf } from '../../evals/pairing/paths.ts'
import { editorFiles, pathOf, relativePath, uriOf, workspaceFolderOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { isPrompt } from './isPrompt.ts'
import { preparePrompt } from './preparePrompt.ts'

/** Asks which eval set belongs to a prompt; the choice is kept for the workspace. */
export async function chooseEvalSet(features: Features, prompt: Uri): Promise<void> {
  const byName = {
    label: 'By name and place',
    description: 'the eval set beside the prompt, or in the prompt file itself',
  }
  const file = { label: 'Choose a file…', description: features.chosen.of(prompt) ?? '' }
  const folder = { label: 'Choose a folder…', description: 'with train, validation and test files' }
  const found = [...new Set([...(await ambiguous(features, prompt)), ...(await filesBeside(prompt))])]
  const named = found.map(path => ({ label: relativePath(workspaceFolderOf(prompt), uriOf(path, prompt)), path }))
  const items = [...named, byName, file, folder]
  const picked = await window.showQuickPick(items, { title: 'Which eval set belongs to this prompt?' })
  if (picked === undefined) return
  if (picked === byName) return features.chosen.choose(prompt, undefined)
  if ('path' in picked) return features.chosen.choose(prompt, picked.path)
  const [opened] = (await window.showOpenDialog(openOptions(prompt, picked === folder))) ?? []
  if (opened !== undefined) await features.chosen.choose(prompt, pathOf(opened))
}

/** The eval sets if pairing cannot tell which one is meant. */
async function ambiguous(features: Features, prompt: Uri): Promise<readonly string[]> {
  const prepared = await preparePrompt(prompt, features.chosen)
  return !prepared.ok && prepared.problem.code === 'ambiguous-eval-set' ? prepared.problem.found : []
}

/** The files beside a prompt that may hold cases, whatever they are called; what has its stem comes first. */
async function filesBeside(prompt: Uri): Promise<readonly string[]> {
  const folder = folderOf(pathOf(prompt))
  const names = await editorFiles(prompt).list(folder)
  const stem = promptStem(pathOf(prompt))
  const isNamesake = (path: string): boolean => nameOf(path).startsWith(`${stem}.`)
  return names
    .filter(name => evalSetExtensions.some(extension => name.toLowerCase().endsWith(`.${extension}`)))
    .map(name => `${folder}/${name}`)
    .filter(path => !isPrompt(uriOf(path, prompt)))
    .toSorted((a, b) => Number(isNamesake(b)) - Number(isNamesake(a)) || a.localeCompare(b))
    .slice(0, mostBeside)
}

/** So many are read through; for more there is the dialog. */
const mostBeside = 20

const openOptions = (prompt: Uri, folders: boolean): OpenDialogOptions => ({
  defaultUri: Uri.joinPath(prompt, '..'),
  canSelectFiles: !folders,
  canSelectFolders: folders,
  title: `Eval set of ${relativePath(workspaceFolderOf(prompt), prompt)}`,
  ...(folders ? {} : { filters: { 'Eval sets': [...evalSetExtensions] } }),
})
