import { failure } from '../problem/outcome.ts'
import type { Files } from '../prompts/promptFile.ts'
import { leadingToContents } from './realPath.ts'

/**
 * The same files, limited to those whose real path lies in one of the folders, and not among the files that git or this
 * program keeps there. A path in a repository's file, or a link in it, must not bring any other file of the machine into
 * a request.
 */
export function confined(folders: readonly string[], files: Files): Files {
  const isAllowed = leadingToContents(folders)
  return {
    read: async (path, most, wanted) =>
      isAllowed(path) ? files.read(path, most, wanted) : failure({ code: 'outside-workspace', place: { path } }),
    list: async folder => (isAllowed(folder) ? files.list(folder) : []),
  }
}
