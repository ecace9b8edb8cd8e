import { namesIn, type Reading } from '../reading/reading.ts'

/** The folder of a file, without the final `/`. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** A path taken relative to a folder, with `.` and `..` resolved; an absolute one stands for itself. */
export function joined(folder: string, path: string): string {
  const whole = /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? path : `${folder}/${path}`
  const parts: string[] = []
  for (const part of whole.replaceAll('\\', '/').split('/'))
    if (part === '..') parts.pop()
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part)
  return parts.join('/')
}

/** The folder of a file and every folder above it up to the root, nearest first; only its own outside of the root. */
export function foldersUp(path: string, root: string): string[] {
  const top = root.replace(/\/+$/, '')
  const folders = [folderOf(path)]
  for (let folder = folderOf(path); folder.startsWith(`${top}/`); ) {
    folder = folderOf(folder)
    folders.push(folder)
  }
  return folders
}

/** The files that a pattern of `*`, `**`, `?` and `{a,b}` stands for, in the order of their paths. */
export function* filesMatching(pattern: string): Reading<readonly string[]> {
  const parts = pattern.split('/')
  const fixed = parts.findIndex(isPattern)
  const found: string[] = []
  yield* walk(parts.slice(0, fixed).join('/'), parts.slice(fixed), found)
  return [...new Set(found)].sort()
}

/** Whether a path is one of those that a pattern stands for. */
export const matchesPattern = (path: string, pattern: string): boolean =>
  fits(path.split('/'), pattern.split('/'), '**', matchesPart)

export const isPattern = (path: string): boolean => /[*?{]/.test(path)

/** More files than this are no eval set; the walk ends there. */
const most = 10_000

function* walk(folder: string, parts: readonly string[], found: string[]): Reading<void> {
  const [part, ...rest] = parts
  if (part === undefined || found.length >= most) return
  if (part === '**') yield* walk(folder, rest, found)
  for (const name of yield* namesIn(folder)) {
    const isFolder = name.endsWith('/')
    const bare = isFolder ? name.slice(0, -1) : name
    if (part === '**') {
      if (isFolder && bare !== 'node_modules' && bare !== '.git') yield* walk(`${folder}/${bare}`, parts, found)
    } else if (matchesPart(bare, part)) {
      if (isFolder) yield* walk(`${folder}/${bare}`, rest, found)
      else if (rest.length === 0) found.push(`${folder}/${name}`)
    }
  }
}

/** Whether a name is one of those that a part of a pattern stands for. */
const matchesPart = (name: string, part: string): boolean =>
  alternatives(part).some(one =>
    fits([...name], [...one], '*', (character, wanted) => wanted === '?' || wanted === character),
  )

/**
 * Whether items are what a pattern asks for, in which `star` stands for any run of them. Each star takes as few as it can,
 * and only the last one is ever given more, so a pattern of many stars takes no longer than others.
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

/** A pattern that lists more alternatives than this in its braces stands for nothing. */
const mostAlternatives = 1000

/** The patterns without braces that one with braces stands for. */
function alternatives(part: string): readonly string[] {
  let found = ['']
  for (const piece of part.split(/(\{[^{}]*\})/)) {
    const choices = /^\{.*\}$/.test(piece) ? piece.slice(1, -1).split(',') : [piece]
    if (found.length * choices.length > mostAlternatives) return []
    found = found.flatMap(start => choices.map(choice => start + choice))
  }
  return found
}
