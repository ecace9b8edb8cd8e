/** One skill as an agent reads it from its SKILL.md. */
export interface Skill {
  readonly name: string
  /** The text that decides whether the skill is loaded; white space at both ends is gone. */
  readonly description: string
  /** What Claude Code shows after the description, from `when_to_use`. */
  readonly whenToUse?: string
  /** Absolute path of the file. */
  readonly path: string
  /** Line of the description, counted from 1. */
  readonly line: number
}

/** Why a skill that is there is not in the catalogue. */
export type Absence = 'disabled' | 'no-description' | 'unreadable' | 'shadowed' | 'too-long' | 'reserved'

export interface LeftOut {
  readonly name: string
  readonly path: string
  readonly why: Absence
  /** The file that is listed in its place, where it is shadowed. */
  readonly by?: string
}

/** The skills that an agent could be shown, each name once, and what is not among them. */
export interface Catalogue {
  readonly skills: readonly Skill[]
  readonly leftOut: readonly LeftOut[]
}

/** What the answer is where no skill is to be loaded; a skill of that name could not be told from it. */
export const noSkill = 'none'
