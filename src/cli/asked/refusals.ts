import type { Problem } from '../../problem/problem.ts'
import { systemProblem } from '../../problem/systemProblem.ts'
import type { Files } from '../../prompts/promptFile.ts'

/** The same files, where what is refused counts as absent and is noted by its path: one locked folder hides no other. */
export function passingOver(files: Files, refused: Map<string, Problem>): Files {
  const unlessRefused = async <T>(asked: Promise<T>, absent: T): Promise<T> => {
    try {
      return await asked
    } catch (error) {
      const problem = systemProblem(error)
      if (problem?.place?.path === undefined) throw error
      refused.set(problem.place.path, problem)
      return absent
    }
  }
  return {
    read: (path, most) => unlessRefused(files.read(path, most), undefined),
    list: folder => unlessRefused(files.list(folder), []),
  }
}
