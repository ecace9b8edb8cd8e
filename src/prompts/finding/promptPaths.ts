/**
 * What of a path tells what the file is, given the folder that was opened or listed: from that folder's own name on. Where
 * the folder stands says nothing, even if that is below another one called `prompts`.
 */
export const fromRoot = (path: string, root: string): string => path.slice(Math.max(0, root.lastIndexOf('/')))

/** Whether the file stands somewhere below a folder called `prompts`. */
export const isInPrompts = (path: string): boolean => /(?:^|\/)prompts\//.test(path)

/** Whether the file tells about the folder it stands in. */
export const isAboutFolder = (path: string): boolean =>
  /(?:^|\/)(?:README|CHANGELOG|LICENSE|CONTRIBUTING)[^/]*$/i.test(path)

/** The endings of the names that eval sets go by, after the name of the prompt file. */
const ofEvals = String.raw`\.(?:evals?|tests?|cases|dataset|golden)`

/** Whether the file is an eval set by its name, or its folder is one of eval sets. */
export const isAmongEvals = (path: string): boolean =>
  new RegExp(String.raw`${ofEvals}(?:\.[^./]+$|\/)|(?:^|\/)(?:evals?|tests?|datasets|__evals__)\/[^/]*$`).test(path)

/**
 * Whether a data file is likely to be a prompt: any may be one, and most are not, so that only those are looked into
 * that stand in a folder of prompts or are called one.
 */
export const isLikelyPrompt = (path: string): boolean =>
  /\.(?:json|ya?ml)$/.test(path) &&
  (isInPrompts(path) || /[Pp]rompt[^/]*$/.test(path)) &&
  !/\.schema\.json$|(?:^|\/)(?:config|package)\.json$/.test(path) &&
  !isAmongEvals(path)

/** Whether an eval set for a text stands beside it: its folder holds the name, or a folder in it does. */
export function evalSetBeside(stem: string, name: string): boolean {
  const rest = name.startsWith(stem) ? name.slice(stem.length) : undefined
  return rest !== undefined && new RegExp(String.raw`^${ofEvals}(?:\.(?:ya?ml|jsonl?|csv)|\/)$`).test(rest)
}

/** Folders beside a prompt in which eval sets are kept under the prompt's name. */
export const evalFolders: readonly string[] = ['evals/', 'eval/', 'tests/', 'datasets/', '__evals__/']
