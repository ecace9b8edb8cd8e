import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { leadsInto, realPath } from '../disk/realPath.ts'

/**
 * The folder whose `.gpo` holds the runs. Inside a repository it is the nearest one from `cwd` up to the repository's root
 * that has a `.gpo` already, so that a command started in a subfolder finds what the editor paid for; else `cwd`.
 */
export function findRoot(cwd: string): string {
  let nearest: string | undefined
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.gpo'))) nearest ??= folder
    if (existsSync(join(folder, '.git'))) return nearest ?? cwd
    if (dirname(folder) === folder) return cwd
  }
}

/**
 * The folder that counts as the workspace of another one: the repository around it, else it itself. Many keep their home in a
 * repository, which makes no workspace of all that they have.
 */
export function workspaceOf(folder: string): string {
  const home = realPath(homedir())
  for (let at = realPath(folder); dirname(at) !== at; at = dirname(at)) {
    if (leadsInto(home, [at])) break
    if (existsSync(join(at, '.git'))) return at
  }
  return folder
}
