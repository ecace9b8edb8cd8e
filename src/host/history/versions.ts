import { askGit, hearGit } from '../../disk/askGit.ts'

/** A file as it was committed. */
export interface Version {
  /** The full hash of the commit. */
  readonly commit: string
  /** ISO 8601. */
  readonly at: string
  readonly subject: string
  /** The file's path then, from the top of the repository. */
  readonly path: string
  readonly source: string
}

export interface Versions {
  /** Newest first. */
  readonly found: readonly Version[]
  /** Whether git was stopped before it had looked through the whole history, so that older ones may be missing. */
  readonly isLate: boolean
}

/** Older versions than this many are not read. */
const mostVersions = 50

/**
 * The committed versions of a file over its renames; none outside of a repository. Git itself is asked, in a way that runs
 * no other program, fetches nothing and takes no lock, and stopped if it takes longer than `milliseconds`.
 */
export async function versionsOf(file: string, milliseconds?: number): Promise<Versions> {
  const at = file.lastIndexOf('/')
  const [folder, name] = [file.slice(0, at), file.slice(at + 1)]
  const top = await hearGit(folder, ['rev-parse', '--show-toplevel'], milliseconds)
  if (top === undefined || top.isLate) return { found: [], isLate: top?.isLate ?? false }
  const log = await hearGit(folder, [...logArguments, '--', name], milliseconds)
  const found: Version[] = []
  for (const entry of (log?.text ?? '').split('\x1e').slice(1)) {
    const [commit = '', when = '', subject = '', names = ''] = entry.split('\x1f')
    const path = names
      .split('\0')
      .find(one => one.trim() !== '')
      ?.trim()
    const source =
      path === undefined ? undefined : await askGit(top.text.trim(), ['cat-file', 'blob', `${commit}:${path}`])
    if (path !== undefined && source !== undefined) found.push({ commit, at: when, subject, path, source })
  }
  return { found, isLate: log?.isLate ?? false }
}

const logArguments = [
  'log',
  '--follow',
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--no-mailmap',
  '--name-only',
  `--max-count=${mostVersions}`,
  '--format=%x1e%H%x1f%cI%x1f%s%x1f',
  '-z',
]
