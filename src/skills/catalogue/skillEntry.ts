/** One skill as an agent reads it from its SKILL.md. */
export interface Skill {
  readonly name: string
  /** The text that decides whether the skill is loaded, without surrounding white space. */
  readonly description: string
  /** What Claude Code shows after the description, from `when_to_use`. */
  readonly whenToUse?: string
  /** Absolute path of the file. */
  readonly path: string
  /** Line of the description, counted from 1. */
  readonly line: number
  /** Set if it lies in the user's own folders and not in those of the project. */
  readonly isPersonal?: true
}

/** Why an existing skill is not in the catalogue. */
export type Absence = 'disabled' | 'no-description' | 'unreadable' | 'shadowed' | 'too-long' | 'long-name' | 'reserved'

export interface LeftOut {
  readonly name: string
  readonly path: string
  readonly why: Absence
  /** The file that is listed in its place, if it is shadowed. */
  readonly by?: string
}

/** The skills that an agent could be shown, each name once, and those that are left out. */
export interface Catalogue {
  readonly skills: readonly Skill[]
  readonly leftOut: readonly LeftOut[]
}

/** The answer if no skill should be loaded. */
export const noSkill = 'none'

/** Whether a text says that; a skill of such a name could not be distinguished from it. */
export const saysNoSkill = (text: string): boolean => /^(?:none|null|no skills?|n\/a)$/i.test(text)
