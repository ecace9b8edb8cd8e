import ignore, { type Ignore } from 'ignore'
import { decodeUtf8 } from '../../text/utf8.ts'
import type { Files } from '../promptFile.ts'

/** What `.gitignore` files say about the paths below the folders they stand in, the deepest first. */
export interface GitIgnore {
  /** Whether the path is passed over; that of a folder ends with `/`. */
  ignores(path: string): boolean
  /** The same with the file of a folder below, where that has one. `names` are what the folder holds. */
  below(folder: string, names: readonly string[], files: Files): Promise<GitIgnore>
}

/** What holds at a folder: the files of all folders around it, up to the root of its repository. */
export async function gitIgnoreAt(folder: string, names: readonly string[], files: Files): Promise<GitIgnore> {
  const around: (readonly [string, readonly string[]])[] = []
  let at = folder
  let held = names
  while (!isRepository(held) && at.includes('/')) {
    at = at.slice(0, at.lastIndexOf('/'))
    held = await files.list(at === '' ? '/' : at)
    around.unshift([at, held])
  }
  let found = withRules([])
  if (isRepository(held)) for (const [path, names] of around) found = await found.below(path, names, files)
  return found.below(folder, names, files)
}

const isRepository = (names: readonly string[]): boolean => names.includes('.git/') || names.includes('.git')

interface Rules {
  /** With a final `/`. */
  readonly folder: string
  readonly rules: Ignore
}

function withRules(all: readonly Rules[]): GitIgnore {
  const ignores = (path: string): boolean => {
    for (const { folder, rules } of all) {
      const { ignored, unignored } = rules.test(path.slice(folder.length))
      if (ignored || unignored) return ignored
    }
    return false
  }
  return {
    ignores,
    below: async (folder, names, files) => {
      // As git has it, nothing in a folder that is passed over can be called back from within.
      if (!names.includes('.gitignore') || ignores(`${folder}/`)) return withRules(all)
      const bytes = await files.read(`${folder}/.gitignore`)
      const text = bytes.ok ? decodeUtf8(bytes.value) : undefined
      return withRules(
        text === undefined ? all : [{ folder: `${folder}/`, rules: ignore({ ignorecase: false }).add(text) }, ...all],
      )
    },
  }
}
