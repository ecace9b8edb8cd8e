import { realpathSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** The path with links resolved; parts that do not exist yet keep their names. */
export function realPath(path: string): string {
  let known = resolve(path)
  const rest: string[] = []
  for (;;) {
    const real = realOf(known)
    if (real !== undefined) return join(real, ...rest)
    rest.unshift(relative(dirname(known), known))
    known = dirname(known)
    if (dirname(known) === known) return resolve(path)
  }
}

/** Whether a path leads into one of the folders, or to one of the folders itself. */
export function leadsInto(path: string, folders: readonly string[]): boolean {
  const real = realPath(path)
  return folders
    .map(realPath)
    .some(folder => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep))
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}
