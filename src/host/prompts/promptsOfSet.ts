import type { Uri } from 'vscode'
import { editorFiles, pathOf, uriOf, workspaceFolderOf } from '../editor/files.ts'
import type { ChosenEvalSets } from './preparePrompt.ts'
import { promptsOf } from './promptsOf.ts'

/** The prompt files that an eval set belongs to, by its name and place or because the user chose it for them. */
export async function promptsOfSet(evalSet: Uri, chosen: ChosenEvalSets): Promise<readonly Uri[]> {
  const path = pathOf(evalSet)
  const near = await promptsOf(path, {
    files: editorFiles(evalSet),
    root: pathOf(workspaceFolderOf(evalSet)),
    chosen: prompt => chosen.of(uriOf(prompt, evalSet)),
  })
  return [...new Set([...near, ...chosen.promptsOf(path)])].map(prompt => uriOf(prompt, evalSet))
}
