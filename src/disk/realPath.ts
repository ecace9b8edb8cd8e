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
export const leadsInto = (path: string, folders: readonly string[]): boolean =>
  waysInto(realPath(path), folders.map(realPath)).length > 0

/**
 * Tells whether a path leads into one of the folders, but not to what git and this program keep there for themselves: a
 * checkout leaves its password in git's own files. The links of the folders are resolved once, those of a path whenever
 * it is asked about.
 */
export function leadingToContents(folders: readonly string[]): (path: string) => boolean {
  const real = folders.map(realPath)
  return path =>
    waysInto(realPath(path), real).some(way => !way.split(sep).some(part => records.has(part.toLowerCase())))
}

/** The folder of this program's own record, in each workspace folder. */
export const recordFolder = '.gpo'

const records: ReadonlySet<string> = new Set(['.git', recordFolder])

/** The way from each of the folders to a path in it; all are without links. */
const waysInto = (real: string, folders: readonly string[]): readonly string[] =>
  folders
    .filter(folder => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep))
    .map(folder => relative(folder, real))

function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}
