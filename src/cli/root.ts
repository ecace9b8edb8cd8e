import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

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
