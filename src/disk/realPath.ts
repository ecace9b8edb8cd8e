import { readlinkSync, realpathSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/**
 * The path with links resolved; parts that do not exist yet keep their names. A link to what does not exist yet is
 * resolved too, because writing to it would create what it leads to.
 */
export function realPath(path: string): string {
  let known = resolve(path)
  let [rest, links] = [[] as string[], 0]
  for (;;) {
    const real = realOf(known)
    if (real !== undefined) return join(real, ...rest)
    const target = links < mostLinks ? targetOf(known) : undefined
    if (target !== undefined) {
      links++
      known = resolve(realPath(dirname(known)), target)
      continue
    }
    rest = [relative(dirname(known), known), ...rest]
    known = dirname(known)
    if (dirname(known) === known) return resolve(path)
  }
}

/** The system too gives up on a path with more links. */
const mostLinks = 40

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

/** Whether a path leads into one of the folders, or to one of the folders itself. */
export const leadsInto = (path: string, folders: readonly string[]): boolean => waysInto(path, folders).length > 0

/**
 * Whether a path leads into one of the folders, but not to what git and this program keep there for themselves: a
 * checkout leaves its password in git's own files.
 */
export const leadsToContents = (path: string, folders: readonly string[]): boolean =>
  waysInto(path, folders).some(way => !way.split(sep).some(part => records.has(part.toLowerCase())))

const records: ReadonlySet<string> = new Set(['.git', '.gpo'])

/** The real way from each of the folders to a path in it. */
function waysInto(path: string, folders: readonly string[]): readonly string[] {
  const real = realPath(path)
  return folders
    .map(realPath)
    .filter(folder => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep))
    .map(folder => relative(folder, real))
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}
