import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { isSkipped } from '../../prompts/finding/promptPaths.ts'
import type { Files } from '../../prompts/promptFile.ts'

/**
 * Folders in which agents look for skills; a skill in an earlier folder shadows one of the same name in a later folder.
 */
const agentFolders = [
  '.claude/skills',
  '.agents/skills',
  '.github/skills',
  '.codex/skills',
  '.gemini/skills',
  '.opencode/skills',
  '.opencode/skill',
]

/** Skills may be grouped in folders, but not deeper than this; the limit also ends a circle of links. */
const deepest = 4

/**
 * Paths of the SKILL.md files that an agent started in a folder would list, and apart from them those of the user's own
 * folders, if given. If none of the agents' folders contains one, as in a repository that publishes skills, it is every
 * SKILL.md below the folder.
 */
export async function skillPaths(
  root: string,
  files: Files,
  home?: string,
): Promise<Readonly<Record<'own' | 'personal', readonly string[]>>> {
  const own = await inAgentFolders(root, files)
  const personal = home === undefined || home === root ? [] : await inAgentFolders(home, files)
  const found = own.length > 0 ? own : await below(root, files, deepest)
  return { own: found.filter(path => !personal.includes(path)), personal }
}

/** Folders in which VS Code and Claude Code look for custom agents. */
const customAgentFolders = ['.github/agents', '.claude/agents']

/**
 * Paths of the files of custom agents that an agent started in a folder could hand over to; if it has none there, of
 * every `.agent.md` below the folder.
 */
export async function agentPaths(root: string, files: Files): Promise<readonly string[]> {
  const own: string[] = []
  for (const folder of customAgentFolders)
    for (const name of [...(await files.list(`${root}/${folder}`))].sort())
      if (/\.md$/i.test(name) && !/^README\.md$/i.test(name)) own.push(`${root}/${folder}/${name}`)
  return own.length > 0 ? own : agentsBelow(root, files, deepest)
}

async function agentsBelow(folder: string, files: Files, depth: number): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of [...(await files.list(folder))].sort())
    if (/\.agent\.md$/i.test(name)) found.push(`${folder}/${name}`)
    else if (name.endsWith('/') && depth > 0 && !isSkipped(name))
      found.push(...(await agentsBelow(`${folder}/${name.slice(0, -1)}`, files, depth - 1)))
  return found
}

async function inAgentFolders(root: string, files: Files): Promise<readonly string[]> {
  const found: string[] = []
  for (const folder of agentFolders) found.push(...(await below(`${root}/${folder}`, files, deepest)))
  return found
}

async function below(folder: string, files: Files, depth: number): Promise<readonly string[]> {
  const names = [...(await files.list(folder))].sort()
  const skill = names.find(name => name.toUpperCase() === 'SKILL.MD')
  if (skill !== undefined) return [`${folder}/${skill}`]
  if (depth === 0) return []
  const found: string[] = []
  for (const name of names)
    if (name.endsWith('/') && !isSkipped(name))
      found.push(...(await below(`${folder}/${name.slice(0, -1)}`, files, depth - 1)))
  return found
}

/**
 * The folder of the catalogue that a skill or a custom agent belongs to: the one that contains the agents' folder,
 * otherwise the one that contains the skills or the agents.
 */
export function catalogueRoot(path: string): string {
  const known = isSkill(path) ? agentFolders : customAgentFolders
  const at = known.map(folder => path.indexOf(`/${folder}/`)).find(found => found >= 0)
  if (at !== undefined) return path.slice(0, at)
  return path
    .split('/')
    .slice(0, isSkill(path) ? -2 : -1)
    .join('/')
}

/** The folder among whose skills one lies: the agents' folder, otherwise the one that contains the skill's own. */
export function skillsFolder(path: string): string {
  const root = catalogueRoot(path)
  const known = [...agentFolders, ...customAgentFolders].find(folder => path.startsWith(`${root}/${folder}/`))
  return known === undefined ? root : `${root}/${known}`
}
