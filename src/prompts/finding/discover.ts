import { evalSetFolders, isBesideStem, isUnderStem, promptStem } from '../../evals/evalSetPlaces.ts'
import type { Outcome } from '../../problem/outcome.ts'
import { isConfig, referencesIn } from '../formats/promptfoo.ts'
import type { Files } from '../promptFile.ts'
import { formatOf, readPromptFile, readSourceText } from '../readPromptFile.ts'
import { longestPrompt } from '../source/dataTree.ts'
import { type GitIgnore, gitIgnoreAt } from './gitIgnore.ts'
import { promptGlobs, textSuffixes } from './globs.ts'
import { fromRoot, isLikelyPrompt, isSkipped, tellingGlobs, worthLooking } from './promptPaths.ts'

/** Matches every file that may be a prompt by its name; reading the file then decides whether it is one. */
export const promptGlob = `{${Object.values(promptGlobs).flat().join(',')}}`

/** The same with the files that may be prompts by what they hold. They are too many to be watched. */
export const searchGlob = `{${[...Object.values(promptGlobs).flat(), ...tellingGlobs].join(',')}}`

/** Any text that a promptfoo config may name. */
export const anyTextGlob = `**/*.{${textSuffixes.join(',')}}`

/**
 * Absolute paths of the prompt files below a folder, in order of name, each folder's files before its subfolders; after
 * them the files that a promptfoo config names. Files that `.gitignore` excludes are skipped. A path is enough to
 * recognise a file wherever possible; only data files that are likely to be prompts, or are few in their folder, are
 * read. Plain texts in `prompts` folders are found if there is an eval set beside them.
 */
export async function* findPromptFiles(root: string, files: Files): AsyncGenerator<string, undefined> {
  const folder = root.replace(/\/+$/, '')
  const names = await files.list(folder === '' ? '/' : folder)
  const walk: Walk = { root: folder, files: listingOnce(files), found: new Set(), named: [] }
  yield* filesBelow(folder, names, await gitIgnoreAt(folder, names, files), walk)
  for (const path of walk.named)
    for (const named of await filesNamed(path, walk.files)) {
      if (walk.found.has(named) || !(await canBeRead(named, files))) continue
      walk.found.add(named)
      yield named
    }
}

/** The prompt files that a promptfoo config names instead of containing their texts, each once. */
export async function textsNamedBy(config: string, files: Files): Promise<readonly string[]> {
  const source = await sourceOf(config, files)
  const named = await Promise.all(
    referencesIn(config, source.ok ? source.value : '').map(name => filesNamed(resolved(config, name), files)),
  )
  const texts: string[] = []
  for (const path of new Set(named.flat())) if (await canBeRead(path, files)) texts.push(path)
  return texts
}

interface Walk {
  readonly root: string
  readonly files: Files
  readonly found: Set<string>
  /** Paths named by the configs seen so far; they may contain `*`. */
  readonly named: string[]
}

/** Lists each folder only once, because a config may name thousands of files in one folder. */
function listingOnce(files: Files): Files {
  const lists = new Map<string, Promise<readonly string[]>>()
  return {
    read: files.read,
    list(folder) {
      const listed = lists.get(folder) ?? files.list(folder)
      lists.set(folder, listed)
      return listed
    },
  }
}

async function* filesBelow(
  folder: string,
  unsorted: readonly string[],
  ignored: GitIgnore,
  walk: Walk,
): AsyncGenerator<string, undefined> {
  const names = [...unsorted].sort()
  const looked = new Set(worthLooking(folder.slice(walk.root.length), names))
  for (const name of names) {
    const path = `${folder}/${name}`
    if (name.endsWith('/')) continue
    if (formatOf(fromRoot(path, walk.root)) === undefined && !looked.has(name)) continue
    if (ignored.ignores(path)) continue
    if (!(await isPrompt(path, names, walk))) continue
    walk.found.add(path)
    yield path
  }
  for (const name of names) {
    const path = `${folder}/${name}`
    if (!name.endsWith('/') || isSkipped(name) || ignored.ignores(path)) continue
    const below = path.slice(0, -1)
    const held = await walk.files.list(below)
    yield* filesBelow(below, held, await ignored.below(below, held, walk.files), walk)
  }
}

async function isPrompt(path: string, names: readonly string[], walk: Walk): Promise<boolean> {
  if (isConfig(path)) {
    const source = await sourceOf(path, walk.files)
    const text = source.ok ? source.value : undefined
    walk.named.push(...referencesIn(path, text ?? '').map(name => resolved(path, name)))
    return holdsSome(path, text)
  }
  return holdsPrompt(path, walk.root, names, walk.files)
}

/**
 * Whether a file that could be a prompt by its name is offered as one. Only data files that are likely to be prompts
 * are read, and plain texts need an eval set beside them; `names` is the listing of its folder.
 */
export async function holdsPrompt(
  path: string,
  root: string,
  names: readonly string[],
  files: Files,
): Promise<boolean> {
  const format = formatOf(fromRoot(path, root))?.name
  if (format === undefined)
    return isWorthLooking(path, root, names) && isPromptByContent(path, await textOf(path, files))
  if (format === 'text' && !path.endsWith('.prompt')) return hasEvalSet(path, names, files)
  return format === 'promptfoo' || (format === 'langchain' && isLikelyPrompt(fromRoot(path, root)))
    ? canBeRead(path, files)
    : true
}

const isWorthLooking = (path: string, root: string, names: readonly string[]): boolean => {
  const start = path.lastIndexOf('/')
  return worthLooking(path.slice(root.length, start), names).includes(path.slice(start + 1))
}

async function textOf(path: string, files: Files): Promise<string | undefined> {
  const source = await readSourceText(path, files, longestOfAnyName)
  return source.ok ? source.value : undefined
}

/** Files of any name are many, and prompts are short; in bytes. */
const longestOfAnyName = 100_000

/** The formats whose files are recognised by what they hold, whatever they are called. */
const tellingFormats: ReadonlySet<string> = new Set([
  ...['prompt-yml', 'semantic-kernel', 'langchain'],
  ...['agent-md', 'prompt-md'],
])

/** Whether a data file, or a Markdown file with a header, is a prompt by what it holds, whatever it is called. */
export const isPromptByContent = (path: string, source: string | undefined): boolean =>
  source !== undefined &&
  source.length <= longestOfAnyName &&
  (path.endsWith('.md') || /["']?(?:messages|template|_type|lc)["']?\s*:/.test(source)) &&
  tellingFormats.has(formatOf(path, source)?.name ?? '') &&
  holdsSome(path, source)

/** Whether the file holds a prompt, even if a problem keeps it from being read as one. */
async function canBeRead(path: string, files: Files): Promise<boolean> {
  const source = await sourceOf(path, files)
  return source.ok && holdsSome(path, source.value)
}

function holdsSome(path: string, source: string | undefined): boolean {
  const read = source === undefined ? undefined : readPromptFile(path, source)
  return read !== undefined && (read.ok || (read.problem.code !== 'not-a-prompt' && read.problem.code !== 'no-target'))
}

/** A config may hold any number of cases; any other file of that length is no prompt and is not read. */
const sourceOf = (path: string, files: Files): Promise<Outcome<string>> =>
  readSourceText(path, files, isConfig(path) ? undefined : longestPrompt)

async function hasEvalSet(path: string, names: readonly string[], files: Files): Promise<boolean> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const stem = promptStem(path)
  if (names.some(name => isBesideStem(stem, name))) return true
  for (const name of evalSetFolders.filter(one => names.includes(`${one}/`)))
    if ((await files.list(folder + name)).some(held => isUnderStem(stem, held))) return true
  return false
}

/** The path of a file that a config names relative to the config's folder. */
function resolved(config: string, name: string): string {
  const parts = name.startsWith('/') ? [] : config.split('/').slice(0, -1)
  for (const part of name.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** The files that a path stands for; its last name may contain `*`. */
async function filesNamed(path: string, files: Files): Promise<readonly string[]> {
  const start = path.lastIndexOf('/') + 1
  const folder = path.slice(0, start)
  const last = path.slice(start)
  if (folder.includes('*')) return []
  const pattern = new RegExp(
    `^${last
      .split('*')
      .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]*')}$`,
  )
  const names = await files.list(folder.slice(0, -1))
  if (!last.includes('*')) return names.includes(last) ? [path] : []
  return names
    .filter(name => pattern.test(name))
    .sort()
    .map(name => folder + name)
}
