import { type Disposable, type TextDocument, type Uri, window, workspace } from 'vscode'
import { nameOf } from '../../evals/pairing/paths.ts'
import { promptNames } from '../../prompts/finding/globs.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { isPrompt } from './isPrompt.ts'
import { onDidFindPrompts } from './promptFiles.ts'

const names = new RegExp(promptNames)

/**
 * Tells the paths of the prompt files whose names say nothing: prompts by their place or by what they hold. Menus know
 * names alone, and nothing is searched for a menu, so a file is told once it was listed somewhere, opened or saved.
 */
export function followFound(tell: (paths: readonly string[]) => void): Disposable {
  const following = new Lifetime()
  let found: readonly string[] = []
  const now = (uris: readonly Uri[], known: readonly string[] = []) => {
    const untold = uris.map(pathOf).filter(path => !names.test(nameOf(path)) && !known.includes(path))
    found = [...known, ...untold]
    tell(found)
  }
  const look = (document: TextDocument | undefined) => {
    if (document !== undefined && isPrompt(document.uri)) now([document.uri], found)
  }
  following.register(onDidFindPrompts(uris => now(uris)))
  following.register(window.onDidChangeActiveTextEditor(editor => look(editor?.document)))
  following.register(workspace.onDidSaveTextDocument(look))
  now([])
  look(window.activeTextEditor?.document)
  return following
}
