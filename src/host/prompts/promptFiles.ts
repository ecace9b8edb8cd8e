import {
  type CancellationToken,
  EventEmitter,
  RelativePattern,
  type Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode'
import { remember } from '../../evals/pairing/memory.ts'
import { holdsPrompt, searchGlob, textsNamedBy } from '../../prompts/finding/discover.ts'
import { type GitIgnore, gitIgnoreAt } from '../../prompts/finding/gitIgnore.ts'
import { withoutBraces } from '../../prompts/finding/globs.ts'
import { skippedFolders } from '../../prompts/finding/promptPaths.ts'
import { isConfig } from '../../prompts/formats/promptfoo.ts'
import { anyFiles, editorFiles, pathOf, uriOf } from '../editor/files.ts'

let found: ReadonlySet<string> = new Set()
const foundOthers = new EventEmitter<readonly Uri[]>()

/** Fires with the prompt files of the workspace when a search found others than the one before. */
export const onDidFindPrompts = foundOthers.event

/** Whether the last search found the file. A text that a config names is known in no other way. */
export const wasFound = (uri: Uri): boolean => found.has(uri.toString())

/**
 * The prompt files of the workspace, sorted by path. Files excluded by the settings for files or searches, or by
 * `.gitignore`, are skipped; a file is read only if its name does not decide.
 */
export async function findPrompts(token?: CancellationToken): Promise<readonly Uri[]> {
  const each = await Promise.all((workspace.workspaceFolders ?? []).map(folder => promptsIn(folder, token)))
  const all = each.flat().sort((a, b) => (a.path < b.path ? -1 : 1))
  if (token?.isCancellationRequested !== true) note(all)
  return all
}

function note(all: readonly Uri[]): void {
  const now = new Set(all.map(String))
  if (now.size === found.size && all.every(wasFound)) return
  found = now
  foundOthers.fire(all)
}

async function promptsIn(folder: WorkspaceFolder, token: CancellationToken | undefined): Promise<readonly Uri[]> {
  const within = (glob: string) => new RelativePattern(folder, glob)
  const excluded = excludedFrom(folder)
  const [candidates, ignoreFiles] = await Promise.all([
    workspace.findFiles(within(searchGlob), excluded, undefined, token),
    workspace.findFiles(within('**/.gitignore'), excluded, undefined, token),
  ])
  const ignores = await gitIgnores(folder, new Set(ignoreFiles.map(file => folderPath(pathOf(file)))))
  const memory = remember(editorFiles(folder.uri))
  const kept: Uri[] = []
  for (const uri of candidates) {
    const path = pathOf(uri)
    if (isConfig(path) && !(await ignores(path))) kept.push(...(await namedTexts(uri)))
    if (await ignores(path)) continue
    const names = [...(await memory.names(folderPath(path)))]
    if (await holdsPrompt(path, pathOf(folder.uri), names, memory.files)) kept.push(uri)
  }
  // A text may be in a place where texts are looked for, and also be named by several configs.
  return [...new Map(kept.map(uri => [uri.toString(), uri])).values()]
}

/** The prompt files that a config names. */
export const namedTexts = async (config: Uri): Promise<readonly Uri[]> =>
  (await textsNamedBy(pathOf(config), editorFiles(config))).map(path => uriOf(path, config))

/**
 * Folders without prompts of the user's own, and those excluded from searches; the editor itself applies
 * `files.exclude`.
 */
function excludedFrom(folder: WorkspaceFolder): string {
  const search = workspace.getConfiguration('search', folder).get<Readonly<Record<string, unknown>>>('exclude') ?? {}
  const globs = Object.keys(search)
    .filter(glob => search[glob] === true)
    .flatMap(withoutBraces)
  return `{${[...skippedFolders.map(name => `**/${name}`), ...globs].flatMap(glob => [glob, `${glob}/**`]).join(',')}}`
}

/** Whether the `.gitignore` files between the folder and a path exclude it. Each folder is examined once. */
async function gitIgnores(
  { uri }: WorkspaceFolder,
  withRules: ReadonlySet<string>,
): Promise<(path: string) => Promise<boolean>> {
  // The repository may begin above the open folder.
  const files = anyFiles(uri)
  const root = pathOf(uri)
  const known = new Map<string, Promise<GitIgnore>>([[root, gitIgnoreAt(root, await files.list(root), files)]])
  const rulesAt = (folder: string): Promise<GitIgnore> => {
    const before = known.get(folder)
    if (before !== undefined) return before
    const names = withRules.has(folder) ? ['.gitignore'] : []
    const rules = rulesAt(folderPath(folder)).then(above => above.below(folder, names, files))
    known.set(folder, rules)
    return rules
  }
  return async path => (await rulesAt(folderPath(path))).ignores(path)
}

const folderPath = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** The name of a file in the workspace: its path in its folder, preceded by the folder's name if there are several. */
export const workspacePath = (uri: Uri): string =>
  workspace.asRelativePath(uri, (workspace.workspaceFolders?.length ?? 0) > 1)
