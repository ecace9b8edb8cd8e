import { escaped } from './pattern.ts'
import { namesIn, type Reading } from './reading.ts'

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
export function matchesPattern(path: string, pattern: string): boolean {
  const parts = pattern.split('/')
  const sources = parts.map((part, index) => {
    const last = index === parts.length - 1
    if (part === '**') return last ? '.*' : '(?:[^/]+/)*'
    return `${partSource(part)}${last ? '' : '/'}`
  })
  return new RegExp(`^${sources.join('')}$`).test(path)
}

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
    } else if (new RegExp(`^${partSource(part)}$`).test(bare)) {
      if (isFolder) yield* walk(`${folder}/${bare}`, rest, found)
      else if (rest.length === 0) found.push(`${folder}/${name}`)
    }
  }
}

/** One part of a pattern as a regular expression. */
const partSource = (part: string): string =>
  part
    .split(/(\*+|\?|\{[^{}]*\})/)
    .map(piece => {
      if (piece.startsWith('*')) return '[^/]*'
      if (piece === '?') return '[^/]'
      if (/^\{.*\}$/.test(piece)) return `(?:${piece.slice(1, -1).split(',').map(partSource).join('|')})`
      return escaped(piece)
    })
    .join('')
