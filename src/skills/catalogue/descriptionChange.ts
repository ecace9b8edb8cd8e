import type { Skill } from './skillEntry.ts'

/** Another description for one skill of a catalogue. */
export interface DescriptionChange {
  readonly skill: string
  readonly path: string
  readonly before: string
  readonly after: string
  /** The optimization that found it, if one did. */
  readonly run?: string
  /** Texts of the queries by which it was found; about these it shows nothing. */
  readonly saw: readonly string[]
}

/** The catalogue with these changes made. */
export const withChanges = (skills: readonly Skill[], changes: readonly DescriptionChange[]): readonly Skill[] =>
  skills.map(skill => {
    const change = changes.find(one => one.skill === skill.name)
    return change ? { ...skill, description: change.after } : skill
  })

/** The skills of both catalogues that are described otherwise in the second. */
export const descriptionChanges = (before: readonly Skill[], after: readonly Skill[]): readonly DescriptionChange[] =>
  after.flatMap(({ name, path, description }) => {
    const was = before.find(skill => skill.name === name)?.description
    return was === undefined || was === description
      ? []
      : [{ skill: name, path, before: was, after: description, saw: [] }]
  })
