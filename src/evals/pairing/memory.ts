import type { Files } from '../../prompts/promptFile.ts'
import { stemOfSibling } from '../evalSetPlaces.ts'
import { type Config, configsIn } from './configs.ts'
import { type SkillSpec, skillSpecAt } from './skillSpecs.ts'

/**
 * What pairing has already looked up. Shared between the prompt files of a workspace, it lists every folder and reads
 * every config once. It does not notice later changes, so each new pass over the workspace starts a new one.
 */
export interface Memory {
  readonly files: Files
  /** The names in a folder, those of folders with a final `/`. */
  names(folder: string): Promise<ReadonlySet<string>>
  /** The stems after which eval sets in a folder are named. */
  stemsWithSets(folder: string): Promise<ReadonlySet<string | undefined>>
  /** The promptfoo configs of a folder. */
  configs(folder: string): Promise<readonly Config[]>
  /** Which skills an eval file is about; undefined if its format does not say. */
  skillSpec(path: string): Promise<SkillSpec | undefined>
}

export function remember(files: Files): Memory {
  const names = once(async folder => new Set(await files.list(folder === '' ? '/' : folder)))
  const remembered: Files = {
    read: files.read,
    list: async folder => [...(await names(folder))],
  }
  return {
    files: remembered,
    names,
    stemsWithSets: once(async folder => new Set([...(await names(folder))].map(stemOfSibling))),
    configs: once(async folder => configsIn(folder, await names(folder), remembered)),
    skillSpec: once(path => skillSpecAt(path, remembered)),
  }
}

function once<T>(make: (path: string) => Promise<T>): (path: string) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return path => {
    const known = made.get(path)
    if (known !== undefined) return known
    const value = make(path)
    made.set(path, value)
    return value
  }
}
