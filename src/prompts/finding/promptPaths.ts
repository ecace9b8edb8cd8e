import { isAmongEvals } from '../../evals/names.ts'

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

/**
 * Whether a data file is likely to be a prompt: any may be one, and most are not, so that only those are looked into
 * that stand in a folder of prompts or are called one.
 */
export const isLikelyPrompt = (path: string): boolean =>
  /\.(?:json|ya?ml)$/.test(path) &&
  (isInPrompts(path) || /[Pp]rompt[^/]*$/.test(path)) &&
  !/\.schema\.json$|(?:^|\/)(?:config|package)\.json$/.test(path) &&
  !isAmongEvals(path)
