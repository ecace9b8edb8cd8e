import { readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { readPlain } from '../disk/plainFile.ts'
import { recordFolder } from '../disk/realPath.ts'

/** The largest index that is read, in bytes; that of a repository with a million files has about 100 million. */
const largestIndex = 512 * 2 ** 20

/**
 * A path under this folder's `.gpo` that is in git's index; undefined if there is none. Such a file came with the
 * repository, and its author decides what it says. Every repository around the folder is looked at: a folder of a clone
 * may have become a repository of its own since. Git itself is not run, because its configuration may name programs
 * to execute. Git's own ignore file there does not count, and an index that cannot be read counts as none: that of a
 * clone was written by the user's git.
 */
export function trackedUnder(folder: string): string | undefined {
  const real = realpathSync(folder)
  const repositories = repositoriesAround(real)
  const stamp = repositories.flatMap(({ indexes }) => indexes.map(stampOf)).join()
  const known = looked.get(real)
  if (known?.stamp === stamp) return known.tracked
  const tracked = repositories.map(repository => trackedIn(repository, real)).find(path => path !== undefined)
  looked.set(real, { stamp, tracked })
  return tracked
}

/** Such a path in the index of one repository. */
function trackedIn({ top, git, indexes }: Repository, folder: string): string | undefined {
  const root = asOnDisk([...relative(top, folder).split(sep), recordFolder].filter(part => part !== '').join('/'))
  return indexes.flatMap(index => pathsIn(index, git)).find(path => isUnder(asOnDisk(path), root))
}

/** A name as the file systems tell names apart that tell fewest apart: by neither case, composition nor marks of format. */
const asOnDisk = (path: string): string =>
  path
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()

/** Results of reading an index, valid as long as the file has not changed; reading a long one takes time. */
const looked = new Map<string, { readonly stamp: string; readonly tracked: string | undefined }>()

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? '' : `${path} ${found.mtimeMs} ${found.size}`
}

const isUnder = (path: string, root: string): boolean =>
  path === root || (path.startsWith(`${root}/`) && path !== `${root}/.gitignore`)

interface Repository {
  readonly top: string
  /** The folder of git's own files. */
  readonly git: string
  readonly indexes: readonly string[]
}

function repositoriesAround(folder: string): readonly Repository[] {
  const found: Repository[] = []
  for (let top = folder; ; top = dirname(top)) {
    const git = gitFolder(top)
    if (git !== undefined) found.push({ top, git, indexes: indexesOf(git) })
    if (dirname(top) === top) return found
  }
}

function gitFolder(top: string): string | undefined {
  const git = join(top, '.git')
  if (namesIn(git) !== undefined) return git
  // In a worktree or a submodule this is a file that names the folder.
  const text = readPlain(git, 64 * 1024)
  const [, named = ''] = (text.ok && /^gitdir: (.+)/.exec(text.value.toString('utf8').trim())) || []
  return named === '' ? undefined : isAbsolute(named) ? named : resolve(top, named)
}

/** The index, and the shared index that holds most entries of a split index. */
const indexesOf = (git: string): readonly string[] =>
  (namesIn(git) ?? []).filter(name => name === 'index' || name.startsWith('sharedindex.')).map(name => join(git, name))

function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder)
  } catch {
    return undefined
  }
}

/**
 * The bytes of an entry before its name, without the hash: times, numbers, mode and size, and two bytes of flags after
 * the hash.
 */
const [beforeHash, flagBytes] = [40, 2]

/** The paths of an index of version 2, 3 or 4. A path that cannot be decoded was not checked out either. */
function pathsIn(index: string, git: string): readonly string[] {
  const read = readPlain(index, largestIndex)
  if (!read.ok || read.value.toString('latin1', 0, 4) !== 'DIRC') return []
  const bytes = read.value
  const version = bytes.readUInt32BE(4)
  const paths: string[] = []
  let before = Buffer.alloc(0)
  const hash = hashLength(git)
  for (
    let entry = 0, at = 12;
    entry < bytes.readUInt32BE(8) && at + beforeHash + hash + flagBytes < bytes.length;
    entry++
  ) {
    const isExtended = (bytes.readUInt16BE(at + beforeHash + hash) & 0x4000) !== 0
    let name = at + beforeHash + hash + flagBytes + (isExtended ? 2 : 0)
    let kept = Buffer.alloc(0)
    if (version === 4) {
      const strip = variableWidth(bytes, name)
      name = strip.end
      kept = before.subarray(0, Math.max(0, before.length - strip.value))
    }
    const end = bytes.indexOf(0, name)
    if (end < 0) break
    before = Buffer.concat([kept, bytes.subarray(name, end)])
    paths.push(before.toString('utf8'))
    // Versions before 4 pad an entry with 1 to 8 zero bytes to a multiple of 8.
    at = version === 4 ? end + 1 : at + 8 * Math.ceil((end + 1 - at) / 8)
  }
  return paths
}

/** The configuration says whether the repository uses the longer hashes. A worktree shares that of its repository. */
function hashLength(git: string): number {
  const common = readPlain(join(git, 'commondir'), 64 * 1024)
  const own = common.ok ? resolve(git, common.value.toString('utf8').trim()) : git
  const config = readPlain(join(own, 'config'), 2 ** 20)
  return config.ok && /^\s*objectformat\s*=\s*sha256\s*$/im.test(config.value.toString('utf8')) ? 32 : 20
}

/** A number in groups of 7 bits, the highest first; all but the last have their top bit set. */
function variableWidth(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let at = start
  let byte = bytes[at++] ?? 0
  let value = byte & 0x7f
  while ((byte & 0x80) !== 0) {
    byte = bytes[at++] ?? 0
    value = (value + 1) * 128 + (byte & 0x7f)
  }
  return { value, end: at }
}
