import type { Skill } from '../catalogue/skillEntry.ts'
import { skillsFolder } from '../catalogue/skillFolders.ts'
import { inOneLine } from './forms.ts'

/** Folders of skills that are named once, and where each skill lies below one of those names. */
export interface Roots {
  /** A line for each name. */
  readonly lines: string
  locationOf(skill: Skill): string
}

/** Names the folders of the skills `r0`, `r1` and so on, in the order in which they come. */
export function rootsOf(skills: readonly Skill[]): Roots {
  const folders = [...new Set(skills.map(({ path }) => skillsFolder(path)))]
  return {
    lines: folders.map((folder, at) => `- \`r${at}\` = \`${inOneLine(folder)}\`\n`).join(''),
    locationOf: ({ path }) => {
      const folder = skillsFolder(path)
      return `r${folders.indexOf(folder)}${path.slice(folder.length)}`
    },
  }
}
