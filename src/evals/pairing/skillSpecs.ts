import type { Files } from '../../prompts/promptFile.ts'
import { isSkillScenarios } from '../formats/skillScenarios.ts'
import { type MapFile, open } from '../reading/documents.ts'
import type { Field } from '../reading/fields.ts'
import { readText } from '../reading/reading.ts'
import { folderOf, joined } from './paths.ts'

/** The skills that an eval file says it is about. */
export interface SkillSpec {
  /** By name, as in Waza. */
  readonly name?: string
  /** By path, as in Vally: folders, or the SKILL.md in them. Empty if it names none. */
  readonly paths: readonly string[]
  /** Set if nothing in it can be used here, for example because all of it needs a coding agent. */
  readonly unusable?: true
}

/** Reads just enough of a Waza, Vally or skill-up file; undefined if it is none of these. */
export async function skillSpecAt(path: string, files: Files): Promise<SkillSpec | undefined> {
  const text = await readText(path, files)
  const opened = text.ok ? open(path, text.value) : text
  if (!opened.ok || opened.value.kind !== 'map') return undefined
  const { file } = opened.value
  if (file.keys.has('stimuli')) {
    const skills = file.field('environment')?.map?.skills?.list ?? []
    return { paths: skills.map(skill => joined(folderOf(path), pathIn(skill)).replace(/\/SKILL\.md$/i, '')) }
  }
  if (isSkillScenarios(file)) return { paths: [] }
  if (isSkillUp(file)) return { paths: [], unusable: true }
  const name = file.keys.has('tasks') ? file.field('skill')?.text : undefined
  return name === undefined ? undefined : { name, paths: [] }
}

/** A skill-up file names the version of its schema. */
export const isSkillUp = (file: MapFile): boolean =>
  file.keys.has('cases') && /^v1alpha/.test(file.field('schema_version')?.text ?? '')

const pathIn = (skill: Field): string => (skill.map?.path ?? skill.map?.src ?? skill).text.replace(/\/+$/, '')
