import { execFile } from 'node:child_process'

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

/** Longer files are no prompts. */
const longestFile = 4 * 1024 * 1024

/**
 * The committed versions of a file, newest first, over its renames; empty outside of a repository. Git itself is asked,
 * in a way that runs no other program, fetches nothing and takes no lock.
 */
export async function versionsOf(file: string): Promise<readonly Version[]> {
  const at = file.lastIndexOf('/')
  const [folder, name] = [file.slice(0, at), file.slice(at + 1)]
  const top = (await git(folder, ['rev-parse', '--show-toplevel']))?.trim()
  if (top === undefined) return []
  const log = await git(folder, [
    'log',
    '--follow',
    '--no-show-signature',
    '--no-ext-diff',
    '--no-textconv',
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
    const source = path === undefined ? undefined : await git(top, ['cat-file', 'blob', `${commit}:${path}`])
    if (path !== undefined && source !== undefined) versions.push({ commit, at: when, subject, path, source })
  }
  return versions
}

const git = (folder: string, args: readonly string[]): Promise<string | undefined> =>
  new Promise(resolve => {
    const env = { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0' }
    const all = ['-C', folder, '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', ...args]
    execFile('git', all, { env, maxBuffer: longestFile }, (error, out) => resolve(error ? undefined : out))
  })
