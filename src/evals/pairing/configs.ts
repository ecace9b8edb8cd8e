import type { Files } from '../../prompts/promptFile.ts'
import { hasTests } from '../formats/promptfoo/config.ts'
import { configPrompts } from '../formats/promptfoo/configPrompts.ts'
import { open } from '../reading/documents.ts'
import { readText } from '../reading/reading.ts'
import { isPattern, matchesPattern } from './paths.ts'

/** A promptfoo config with tests, and the prompt files that it names. */
export interface Config {
  readonly path: string
  /** Whether it has the name that promptfoo looks for; other configs come after it. */
  readonly main: boolean
  /** Code is never run, so the prompts that it names are unknown. */
  readonly isCode: boolean
  uses(prompt: string): boolean
}

/** The names that promptfoo looks for in a folder; it takes the first. */
const mainNames = ['yaml', 'yml', 'json', 'cjs', 'cts', 'js', 'mjs', 'mts', 'ts'].map(
  extension => `promptfooconfig.${extension}`,
)

/** A folder with more configs than this was not written by people; the rest is skipped. */
const mostConfigs = 500

/** The configs among the names of a folder: the main one, then the others sorted by name. */
export async function configsIn(folder: string, names: ReadonlySet<string>, files: Files): Promise<readonly Config[]> {
  const main = mainNames.find(name => names.has(name))
  const others = [...names]
    .filter(name => /promptfoo.*\.(?:ya?ml|json)$/.test(name) && !mainNames.includes(name))
    .sort()
  const configs: Config[] = []
  for (const name of [...(main === undefined ? [] : [main]), ...others.slice(0, mostConfigs)]) {
    const path = `${folder}/${name}`
    const isCode = /\.[cm]?[jt]s$/.test(name)
    const prompts = isCode ? [] : await promptsIn(path, folder, files)
    if (prompts !== undefined) configs.push({ path, main: name === main, isCode, uses: usesOneOf(prompts) })
  }
  return configs
}

/** The paths and patterns that a config names as prompts; undefined if it is no config or has no tests. */
async function promptsIn(path: string, folder: string, files: Files): Promise<readonly string[] | undefined> {
  const text = await readText(path, files)
  const opened = text.ok ? open(path, text.value) : text
  if (!opened.ok || opened.value.kind !== 'map') return undefined
  if (!hasTests(opened.value.file)) return undefined
  return configPrompts(opened.value.file.field('prompts'), folder).flatMap(({ path }) => path ?? [])
}

const usesOneOf =
  (prompts: readonly string[]) =>
  (path: string): boolean =>
    prompts.some(prompt => prompt === path || (isPattern(prompt) && matchesPattern(path, prompt)))
