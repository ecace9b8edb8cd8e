import type { Problem } from '../../problem/problem.ts'
import { systemProblem } from '../../problem/systemProblem.ts'
import type { Files } from '../../prompts/promptFile.ts'

/**
 * The same files, except that a refused folder counts as absent and its path is recorded, so that it does not hide
 * others.
 */
export const passingOver = (files: Files, refused: Map<string, Problem>): Files => ({
  async read(path, most, wanted) {
    const bytes = await files.read(path, most, wanted)
    if (!bytes.ok && bytes.problem.code === 'system-refused') refused.set(path, bytes.problem)
    return bytes
  },
  async list(folder) {
    try {
      return await files.list(folder)
    } catch (error) {
      const problem = systemProblem(error)
      if (problem?.place?.path === undefined) throw error
      refused.set(problem.place.path, problem)
      return []
    }
  },
})
