import { isAmongEvals } from '../../evals/names.ts'

/**
 * The part of a path that says what the file is, given the folder that was opened or listed: everything from that
 * folder's own name on. What lies above it says nothing, even if one of the folders there is called `prompts`.
 */
export const fromRoot = (path: string, root: string): string => path.slice(Math.max(0, root.lastIndexOf('/')))

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

const inDataFolder = new RegExp(String.raw`(?:^|/)(?:${dataFolders.join('|')})/`)

/**
 * Whether a data file is likely to be a prompt. Any may be one but most are not, so only those in a folder with a
 * telling name, or with `prompt` or `chain` in their own name, are looked into.
 */
export const isLikelyPrompt = (path: string): boolean =>
  /\.(?:json|ya?ml)$/.test(path) &&
  (inDataFolder.test(path) || /(?:[Pp]rompt|[Cc]hain)[^/]*$/.test(path)) &&
  !/\.schema\.json$|(?:^|\/)(?:config|package)\.json$/.test(path) &&
  !isAmongEvals(path)
