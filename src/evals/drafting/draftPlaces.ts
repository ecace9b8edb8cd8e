import { promptStem } from '../evalSetPlaces.ts'
import { folderOf } from '../pairing/paths.ts'
import { isSkill } from '../pairing/skillPlaces.ts'

/** The ending of the names of files of drafts. It is not that of eval sets, so nothing in them is scored. */
export const draftsEnding = '.drafts.yaml'

/** Where the drafts of a prompt wait to be accepted: beside the prompt, for a skill in its folder of evals. */
export function draftsPathOf(prompt: string): string {
  const folder = folderOf(prompt)
  return `${isSkill(prompt) ? `${folder}/evals` : folder}/${promptStem(prompt)}${draftsEnding}`
}

/** Where drafted queries wait, in the folder of a skill's evals. */
const queryDraftsName = `queries${draftsEnding}`

export const queryDraftsOf = (skill: string): string => `${folderOf(skill)}/evals/${queryDraftsName}`

export const isQueryDrafts = (path: string): boolean => path.endsWith(`/evals/${queryDraftsName}`)

export const isDraftsPath = (path: string): boolean => path.endsWith(draftsEnding)
