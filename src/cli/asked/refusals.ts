import type { Problem } from '../../problem/problem.ts'
import { systemProblem } from '../../problem/systemProblem.ts'
import type { Files } from '../../prompts/promptFile.ts'

/** The same files, where a folder that is refused counts as absent and is noted by its path: it hides no other. */
export const passingOver = (files: Files, refused: Map<string, Problem>): Files => ({
  async read(path, most) {
    const bytes = await files.read(path, most)
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
