import { failure } from '../problem/outcome.ts'
import type { Files } from '../prompts/promptFile.ts'
import { leadsInto } from './realPath.ts'

/**
 * The same files as far as they lie in one of the folders by their real path: what a file of a repository names, or a link
 * in it leads to, must not bring anything else of the machine into a request.
 */
export function confined(folders: readonly string[], files: Files): Files {
  return {
    read: async (path, most) =>
      leadsInto(path, folders) ? files.read(path, most) : failure({ code: 'outside-workspace', place: { path } }),
    list: async folder => (leadsInto(folder, folders) ? files.list(folder) : []),
  }
}
