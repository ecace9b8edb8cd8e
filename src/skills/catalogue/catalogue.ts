import { agentName, isSkill } from '../../evals/pairing/skillPlaces.ts'
import type { Files } from '../../prompts/promptFile.ts'
import { readSourceText } from '../../prompts/readPromptFile.ts'
import { type Catalogue, type LeftOut, type Skill, saysNoSkill } from './skillEntry.ts'
import { agentPaths, skillPaths } from './skillFolders.ts'
import { readSkillHeader } from './skillHeader.ts'

export interface CatalogueOptions {
  readonly files: Files
  /** The user's home folder, if the skills in its agents' folders are to be listed too. */
  readonly home?: string
  /** Reads custom agents, `NAME.agent.md`, instead of skills. */
  readonly ofAgents?: boolean
}

/**
 * Reads the skills of a folder, or its custom agents, as an agent started there would list them: the first one found for
 * each name. All others are left out with the reason.
 */
export async function readCatalogue(
  root: string,
  { files, home, ofAgents = false }: CatalogueOptions,
): Promise<Catalogue> {
  const skills = new Map<string, Skill>()
  const leftOut: LeftOut[] = []
  const { own, personal } = ofAgents
    ? { own: await agentPaths(root, files), personal: [] }
    : await skillPaths(root, files, home)
  for (const path of [...own, ...personal]) {
    const source = await readSourceText(path, files)
    const read = source.ok ? readSkill(path, source.value) : absent(path, 'unreadable')
    const listed = 'why' in read ? undefined : skills.get(read.name)
    if ('why' in read) leftOut.push(read)
    else if (listed) leftOut.push({ name: read.name, path, why: 'shadowed', by: listed.path })
    else skills.set(read.name, personal.includes(path) ? { ...read, isPersonal: true } : read)
  }
  return { skills: [...skills.values()], leftOut }
}

/**
 * A longer description, in characters, could not be shown beside others by any agent. The lengths that agents accept
 * are shorter and differ, and belong to their profiles.
 */
const longestListed = 16_384

/** A longer name would fill the list by itself; the specification has 64 characters at most. */
const longestName = 256

/** One skill from the whole text of its file, or why no agent lists it. */
export function readSkill(path: string, source: string): Skill | LeftOut {
  const header = readSkillHeader(path, source)
  if (header === undefined) return absent(path, 'no-description')
  const { values } = header
  const name = textOf(values.name) || nameByPath(path)
  const description = textOf(values.description)
  const whenToUse = textOf(values.when_to_use)
  if (textOf(values['disable-model-invocation']) === 'true') return { name, path, why: 'disabled' }
  if (description === '') return { name, path, why: 'no-description' }
  if (description.length > longestListed) return { name, path, why: 'too-long' }
  if (Array.from(name).length > longestName) return absent(path, 'long-name')
  if (saysNoSkill(name)) return { name, path, why: 'reserved' }
  return { name, description, path, line: header.lineOf('description'), ...(whenToUse && { whenToUse }) }
}

const absent = (path: string, why: LeftOut['why']): LeftOut => ({ name: nameByPath(path), path, why })

/** The name of a skill is that of its folder, the name of a custom agent that of its file. */
const nameByPath = (path: string): string => (isSkill(path) ? (path.split('/').at(-2) ?? '') : agentName(path))

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).trim() : ''
