import type { PromptFile } from '../../prompts/promptFile.ts'
import { skillSetNames, skillSpecNames } from '../evalSetPlaces.ts'
import type { Memory } from './memory.ts'
import { folderOf, foldersUp, nameOf } from './paths.ts'
import type { SkillSpec } from './skillSpecs.ts'

export const isSkill = (path: string): boolean => nameOf(path).toUpperCase() === 'SKILL.MD'

/** The name of a custom agent, by the path of its file: `planner` for `planner.agent.md`. */
export const agentName = (path: string): string => nameOf(path).replace(/(?:\.agent|\.chatmode)?\.md$/i, '')

/** Specs that say which skill they are about, in the first place that holds any. */
export async function skillConfigs(prompt: PromptFile, root: string, memory: Memory): Promise<readonly string[]> {
  if (!isSkill(prompt.path)) return []
  const names = namesOf(prompt)
  const folders = foldersUp(prompt.path, root).map((folder): [string, string] => [folder, folder])
  for (const [place, within] of [...placesOf(prompt.path, root, names), ...folders]) {
    const found: string[] = []
    for (const path of await specsIn(place, within, memory)) {
      const spec = await memory.skillSpec(path)
      if (spec && (isNamed(spec, names) || spec.paths.includes(folderOf(prompt.path)))) found.push(path)
    }
    if (found.length > 0) return found
  }
  return []
}

/**
 * The places where tools for skills keep an eval set, in the order in which they look. A spec about another skill is
 * skipped.
 */
export async function inSkillLayout(prompt: PromptFile, root: string, memory: Memory): Promise<readonly string[]> {
  if (!isSkill(prompt.path)) return []
  const own = folderOf(prompt.path)
  const evals = await inside(own, 'evals', memory)
  for (const name of skillSetNames) if (evals.has(name)) return [`${own}/evals/${name}`]
  return firstSpec(prompt, root, memory, spec => !spec.unusable)
}

/** An unusable spec in those places, reported if nothing else is found. */
export const unusableSpec = async (prompt: PromptFile, root: string, memory: Memory): Promise<readonly string[]> =>
  isSkill(prompt.path) ? firstSpec(prompt, root, memory, spec => spec.unusable === true) : []

async function firstSpec(
  prompt: PromptFile,
  root: string,
  memory: Memory,
  fits: (spec: SkillSpec) => boolean,
): Promise<readonly string[]> {
  const names = namesOf(prompt)
  for (const [place, within] of placesOf(prompt.path, root, names))
    for (const path of await specsIn(place, within, memory)) {
      const spec = await memory.skillSpec(path)
      if (spec === undefined || !fits(spec)) continue
      const isAnothers = (spec.name !== undefined && !isNamed(spec, names)) || spec.paths.length > 0
      if (!isAnothers) return [path]
    }
  return []
}

/**
 * Each place, with the folder in which it is looked for: first those that are named after the skill, as in Waza, then
 * `tests/`, `evals/` and the folder itself, of the skill before those above.
 */
function placesOf(path: string, root: string, names: readonly string[]): [place: string, within: string][] {
  const own = folderOf(path)
  const above = foldersUp(path, root)
  const top = above.at(-1) ?? own
  const skills = above.find(folder => nameOf(folder) === 'skills')
  const named = (folder: string) =>
    ['tests', 'evals'].flatMap(kind => names.map((name): [string, string] => [`${folder}/${kind}/${name}`, folder]))
  return [
    ...named(top),
    ...(skills === undefined ? [] : named(folderOf(skills))),
    // Where a repository of plugins keeps them: by plugin and skill.
    ...(skills === undefined
      ? []
      : names.map((name): [string, string] => [`${top}/tests/${nameOf(folderOf(skills))}/${name}`, top])),
    ...above.flatMap((folder): [string, string][] => [
      ...named(folder),
      [`${folder}/tests`, folder],
      [`${folder}/evals`, folder],
      ...(folder === own ? [[own, own] satisfies [string, string]] : []),
    ]),
  ]
}

/** A skill is known by its folder's name, and by the name that it gives itself. */
function namesOf({ path, source }: PromptFile): string[] {
  const given = /^---[\s\S]*?^name:[ \t]*["']?([\w.-]+)/m.exec(source.slice(0, 2000))?.[1]
  return [...new Set([nameOf(folderOf(path)), ...(given === undefined ? [] : [given])])]
}

const isNamed = ({ name }: SkillSpec, names: readonly string[]): boolean => name !== undefined && names.includes(name)

/** The eval files of a folder; the folder is listed only if its parent's listing contains it. */
async function specsIn(place: string, within: string, memory: Memory): Promise<string[]> {
  const parts = place
    .slice(within.length + 1)
    .split('/')
    .filter(part => part !== '')
  let folder = within
  for (const part of parts) {
    if (!(await memory.names(folder)).has(`${part}/`)) return []
    folder = `${folder}/${part}`
  }
  const names = await memory.names(folder)
  return skillSpecNames.filter(name => names.has(name)).map(name => `${folder}/${name}`)
}

async function inside(folder: string, name: string, memory: Memory): Promise<ReadonlySet<string>> {
  return (await memory.names(folder)).has(`${name}/`) ? memory.names(`${folder}/${name}`) : new Set()
}
