import ignore, { type Ignore } from 'ignore'
import { decodeUtf8 } from '../../text/utf8.ts'
import type { Files } from '../promptFile.ts'

/** The rules of the `.gitignore` files that apply below a folder; those of the deepest folder come first. */
export interface GitIgnore {
  /** Whether the path is ignored; a folder's path ends with `/`. */
  ignores(path: string): boolean
  /**
   * The rules for a subfolder: these, and those of its own file if it has one. `names` is the listing of the subfolder.
   */
  below(folder: string, names: readonly string[], files: Files): Promise<GitIgnore>
}

/** The rules that apply at a folder: those of all folders above it, up to the root of its repository. */
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
  /** Ends with `/`. */
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
      // As in git, a file inside an ignored folder cannot be included again.
      if (!names.includes('.gitignore') || ignores(`${folder}/`)) return withRules(all)
      const bytes = await files.read(`${folder}/.gitignore`)
      const text = bytes.ok ? decodeUtf8(bytes.value) : undefined
      return withRules(
        text === undefined ? all : [{ folder: `${folder}/`, rules: ignore({ ignorecase: false }).add(text) }, ...all],
      )
    },
  }
}
