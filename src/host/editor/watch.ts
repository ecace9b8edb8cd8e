import { type Disposable, workspace } from 'vscode'
import { recordFolder } from '../../disk/realPath.ts'
import { evalSetGlobs } from '../../evals/evalSetPlaces.ts'
import { promptGlob } from '../../prompts/finding/discover.ts'
import { isPrompt } from '../prompts/isPrompt.ts'
import { Lifetime } from './lifetime.ts'

/**
 * Calls back when a prompt file, an eval set or a recorded score changes on disk, or a folder is added or removed, at
 * most once in half a second.
 */
export function watch(onChange: () => void): Disposable {
  const watching = new Lifetime()
  let timer: NodeJS.Timeout | undefined
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      onChange()
    }, 500)
  }
  for (const glob of [promptGlob, ...evalSetGlobs, scoresGlob, routingsGlob]) {
    const watcher = watching.register(workspace.createFileSystemWatcher(glob))
    watching.register(watcher.onDidChange(soon))
    watching.register(watcher.onDidCreate(soon))
    watching.register(watcher.onDidDelete(soon))
  }
  // A prompt that only its contents tell is not watched: files of such names change all the time.
  watching.register(workspace.onDidSaveTextDocument(({ uri }) => isPrompt(uri) && soon()))
  watching.register(workspace.onDidChangeWorkspaceFolders(soon))
  watching.register({ dispose: () => clearTimeout(timer) })
  return watching
}

const routingsGlob = `**/${recordFolder}/routings/*.json`
const scoresGlob = `**/${recordFolder}/scores.jsonl`
