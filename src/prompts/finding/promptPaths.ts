import { isAmongEvals } from '../../evals/evalSetPlaces.ts'

/**
 * The part of a path that says what the file is, given the folder that was opened or listed: everything from that
 * folder's own name on. What lies above it says nothing, even if one of the folders there is called `prompts`.
 */
export const fromRoot = (path: string, root: string): string => path.slice(Math.max(0, root.lastIndexOf('/')))

/** Folders that hold nothing that users wrote for their prompts. */
export const skippedFolders: readonly string[] = ['node_modules', '.git', '.gpo']

/** Whether a name in a listing, where those of folders end with `/`, is that of such a folder. */
export const isSkipped = (name: string): boolean => skippedFolders.some(folder => name === `${folder}/`)

/** Whether the file is somewhere below a folder called `prompts`. */
export const isInPrompts = (path: string): boolean => /(?:^|\/)prompts\//.test(path)

/** Whether the file describes the folder it is in. */
export const isAboutFolder = (path: string): boolean =>
  /(?:^|\/)(?:README|CHANGELOG|LICENSE|CONTRIBUTING)[^/]*$/i.test(path)

/** Folders whose data files are looked into, because programs that ask models keep their prompts there. */
export const dataFolders: readonly string[] = [
  'prompts',
  'prompt',
  'llm',
  'llms',
  'genai',
  'chains',
  'agents',
  'models',
]

/** Files whose contents decide whether they are prompts, whatever their names: data, and Markdown in two folders. */
export const tellingGlobs: readonly string[] = [
  ...['**/*.json', '**/*.yaml', '**/*.yml'],
  ...['**/agents/*.md', '**/commands/**/*.md'],
]

/**
 * Whether the file may be an agent or a command of a plugin: such a folder may as well hold documents, so the header
 * decides.
 */
export const isInPlugin = (kind: 'agents' | 'commands', path: string): boolean =>
  (kind === 'agents' ? /(?:^|\/)agents\/[^/]+\.md$/ : /(?:^|\/)commands\/.+\.md$/).test(path) && !isAboutFolder(path)

const inDataFolder = new RegExp(`(?:^|/)(?:${dataFolders.join('|')})/`)

/**
 * Whether a data file is likely to be a prompt: it is in a folder with a telling name, or has `prompt` or `chain` in
 * its own name.
 */
export const isLikelyPrompt = (path: string): boolean =>
  isData(path) &&
  (inDataFolder.test(path) || /(?:[Pp]rompt|[Cc]hain)[^/]*$/.test(path)) &&
  !/\.schema\.json$|(?:^|\/)(?:config|package)\.json$/.test(path) &&
  !isAmongEvals(path)

const isData = (path: string): boolean => /\.(?:json|ya?ml)$/.test(path)

/** Names of data files that other programs read, and folders that begin with a dot and hold such files. */
const ofOthers =
  /(?:^|\/)(?:package|package-lock|composer|[jt]sconfig[^/]*|config|launch|tasks|settings)\.json$|\.schema\.json$|(?:^|\/)(?:docker-compose[^/]*|compose|pnpm-lock|mkdocs|Chart|values)\.ya?ml$|(?:^|\/)\.[^/]+\//

/** A folder with more data files than this holds data, among which nobody looks for a prompt. */
const mostData = 12

/**
 * The files among the names in a folder that are worth looking into although no name says that they are prompts:
 * prompts of GitHub Models, Semantic Kernel and LangChain may have any name, and so may agents and commands of a plugin.
 */
export function worthLooking(folder: string, names: readonly string[]): readonly string[] {
  const data = names.filter(isData)
  const few = data.length > mostData ? [] : data
  const ofPlugin = inPlugin.test(folder) ? names : []
  return [
    ...few.filter(name => !ofOthers.test(`${folder}/${name}`) && !isAmongEvals(`${folder}/${name}`)),
    ...ofPlugin.filter(
      name => isInPlugin('agents', `${folder}/${name}`) || isInPlugin('commands', `${folder}/${name}`),
    ),
  ]
}

const inPlugin = /(?:^|\/)(?:agents$|commands(?:\/|$))/
