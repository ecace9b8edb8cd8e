import type { Problem } from '../../problem/problem.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { longestDescription } from '../optimizing/brief.ts'

/** What keeps a skill from being loaded, whatever its description says; empty for files of other formats. */
export function skillTroubles({ format, path, targets }: PromptFile): readonly Problem[] {
  const description = targets.find(({ id }) => id === 'description')
  if (format !== 'skill' || description === undefined) return []
  const characters = Array.from(description.text).length
  return characters > longestDescription
    ? [{ code: 'skill-not-loaded', characters, limit: longestDescription, place: { path, line: description.line } }]
    : []
}
