import type { Files } from '../prompts/promptFile.ts'
import type { Problem } from '../text/problem.ts'

/** What the operating system refused to read, as a problem; undefined where something else was thrown. */
export function refusalIn(error: unknown): (Problem & { readonly place: { readonly path: string } }) | undefined {
  if (!(error instanceof Error && 'path' in error && typeof error.path === 'string')) return undefined
  const detail = 'code' in error ? String(error.code) : String(error)
  return { code: 'file-unreadable', detail, place: { path: error.path } }
}

/** The same files, where what is refused counts as absent and is noted: one locked folder hides no other. */
export function passingOver(files: Files, refused: Map<string, Problem>): Files {
  const unlessRefused = async <T>(asked: Promise<T>, absent: T): Promise<T> => {
    try {
      return await asked
    } catch (error) {
      const problem = refusalIn(error)
      if (problem === undefined) throw error
      refused.set(problem.place.path, problem)
      return absent
    }
  }
  return {
    read: (path, most) => unlessRefused(files.read(path, most), undefined),
    list: folder => unlessRefused(files.list(folder), []),
  }
}
