import { isSkipped } from '../../prompts/finding/promptPaths.ts'
import { namesIn, type Reading } from '../reading/reading.ts'

/** The folder of a file, without the final `/`. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** A path resolved against a folder, including `.` and `..`; an absolute path stays as it is. */
export function joined(folder: string, path: string): string {
  const whole = /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? path : `${folder}/${path}`
  const parts: string[] = []
  for (const part of whole.replaceAll('\\', '/').split('/'))
    if (part === '..') parts.pop()
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part)
  return parts.join('/')
}

/**
 * The folder of a file and all folders above it up to the root, nearest first; outside of the root only the file's own.
 */
export function foldersUp(path: string, root: string): string[] {
  const top = root.replace(/\/+$/, '')
  const folders = [folderOf(path)]
  for (let folder = folderOf(path); folder.startsWith(`${top}/`); ) {
    folder = folderOf(folder)
    folders.push(folder)
  }
  return folders
}

/** The files that match a pattern of `*`, `**`, `?` and `{a,b}`, sorted by path. */
export function* filesMatching(pattern: string): Reading<readonly string[]> {
  const parts = pattern.split('/')
  const fixed = parts.findIndex(isPattern)
  const found: string[] = []
  yield* walk(parts.slice(0, fixed).join('/'), parts.slice(fixed), found)
  return [...new Set(found)].sort()
}

/** Whether a path matches a pattern. */
export const matchesPattern = (path: string, pattern: string): boolean =>
  fits(path.split('/'), pattern.split('/'), '**', matchesPart)

export const isPattern = (path: string): boolean => /[*?{]/.test(path)

/** The walk stops after this many files: no eval set is so large. */
const most = 10_000

function* walk(folder: string, parts: readonly string[], found: string[]): Reading<void> {
  const [part, ...rest] = parts
  if (part === undefined || found.length >= most) return
  if (part === '**') yield* walk(folder, rest, found)
  for (const name of yield* namesIn(folder)) {
    const isFolder = name.endsWith('/')
    const bare = isFolder ? name.slice(0, -1) : name
    if (part === '**') {
      if (isFolder && !isSkipped(name)) yield* walk(`${folder}/${bare}`, parts, found)
    } else if (matchesPart(bare, part)) {
      if (isFolder) yield* walk(`${folder}/${bare}`, rest, found)
      else if (rest.length === 0) found.push(`${folder}/${name}`)
    }
  }
}

/** Whether a name matches one part of a pattern. */
const matchesPart = (name: string, part: string): boolean =>
  alternatives(part).some(one =>
    fits([...name], [...one], '*', (character, wanted) => wanted === '?' || wanted === character),
  )

/**
 * Whether items match a pattern in which `star` stands for any run of items. Each star first takes as few as it can,
 * and only the last one is extended later, so a pattern of many stars takes no longer than others.
 */
function fits(
  items: readonly string[],
  pattern: readonly string[],
  star: string,
  is: (item: string, wanted: string) => boolean,
): boolean {
  let [at, wanted] = [0, 0]
  let last: { readonly star: number; at: number } | undefined
  while (at < items.length) {
    const next = pattern[wanted]
    if (next === star) last = { star: wanted++, at }
    else if (next !== undefined && is(items[at] ?? '', next)) [at, wanted] = [at + 1, wanted + 1]
    else if (last) [at, wanted] = [++last.at, last.star + 1]
    else return false
  }
  return pattern.slice(wanted).every(next => next === star)
}

/** A pattern whose braces list more alternatives than this matches nothing. */
const mostAlternatives = 1000

/** The patterns without braces that a pattern with braces stands for. */
function alternatives(part: string): readonly string[] {
  let found = ['']
  for (const piece of part.split(/(\{[^{}]*\})/)) {
    const choices = /^\{.*\}$/.test(piece) ? piece.slice(1, -1).split(',') : [piece]
    if (found.length * choices.length > mostAlternatives) return []
    found = found.flatMap(start => choices.map(choice => start + choice))
  }
  return found
}
