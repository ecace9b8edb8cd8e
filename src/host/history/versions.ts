import { askGit } from '../../disk/askGit.ts'

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

/** Older versions than this many are not read. */
const mostVersions = 50

/**
 * The committed versions of a file, newest first, over its renames; empty outside of a repository. Git itself is asked,
 * in a way that runs no other program, fetches nothing and takes no lock.
 */
export async function versionsOf(file: string): Promise<readonly Version[]> {
  const at = file.lastIndexOf('/')
  const [folder, name] = [file.slice(0, at), file.slice(at + 1)]
  const top = (await askGit(folder, ['rev-parse', '--show-toplevel']))?.trim()
  if (top === undefined) return []
  const log = await askGit(folder, [
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
    '--',
    name,
  ])
  const versions: Version[] = []
  for (const entry of (log ?? '').split('\x1e').slice(1)) {
    const [commit = '', when = '', subject = '', names = ''] = entry.split('\x1f')
    const path = names
      .split('\0')
      .find(found => found.trim() !== '')
      ?.trim()
    const source = path === undefined ? undefined : await askGit(top, ['cat-file', 'blob', `${commit}:${path}`])
    if (path !== undefined && source !== undefined) versions.push({ commit, at: when, subject, path, source })
  }
  return versions
}
