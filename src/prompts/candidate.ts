import { failure, type Outcome } from '../problem/outcome.ts'
import { languages } from './languages.ts'
import type { PromptFile } from './promptFile.ts'
import { findTarget } from './readPromptFile.ts'
import { replaceTarget } from './replaceTarget.ts'
import { tokensIn } from './source/templateTokens.ts'

/**
 * The file with a candidate in the target's place, or why the candidate cannot be used, checked before it costs a
 * request. A candidate that lost or invented a token of the template language is rejected and never repaired: only its
 * writer can say where the token belongs.
 */
export function acceptCandidate(file: PromptFile, targetId: string, text: string): Outcome<string> {
  const target = findTarget(file, targetId)
  if (!target.ok) return target
  const place = { path: file.path, line: target.value.line }
  if (text.trim() === '') return failure({ code: 'candidate-empty', place })

  const language = languages[file.language]
  const before = tokensIn(language, target.value.text)
  const after = tokensIn(language, text)
  const lost = firstBeyond(before, after)
  if (lost !== undefined) return failure({ code: 'placeholder-lost', token: lost, place })
  const invented = firstBeyond(after, before)
  if (invented !== undefined) return failure({ code: 'placeholder-invented', token: invented, place })
  return replaceTarget(file, targetId, text)
}

/** The first token that occurs in one list more often than in the other. */
function firstBeyond(tokens: readonly string[], others: readonly string[]): string | undefined {
  const left = new Map<string, number>()
  for (const token of others) left.set(token, (left.get(token) ?? 0) + 1)
  return tokens.find(token => {
    const count = left.get(token) ?? 0
    left.set(token, count - 1)
    return count <= 0
  })
}

/** Texts that not every file can contain, and how the writer of a prompt is told. */
const probes: readonly (readonly [more: string, demand: string])[] = [
  ['\n\nMore.', 'It has to stand on one line.'],
  ['\n\nuser:\n\nMore.', 'No line of it may be the name of a role with a colon alone, such as "user:".'],
  ['\n\n---\n\nMore.', 'No line of it may be "---".'],
  [` ${'more '.repeat(220).trim()}`, 'It may have at most 1,024 characters.'],
]

/** What a text must be like to be written in the target's place, found by trying before anything is spent. */
export function demandsOn(file: PromptFile, targetId: string): readonly string[] {
  const target = findTarget(file, targetId)
  if (!target.ok) return []
  const { text } = target.value
  const isTaken = ([more]: (typeof probes)[number]): boolean => replaceTarget(file, targetId, text + more).ok
  const failing = probes.filter(probe => !isTaken(probe))
  // If nothing can be written, that is a problem of the file and not a requirement on the text.
  if (!replaceTarget(file, targetId, `${text} More.`).ok) return []
  const isOneLine = failing[0] === probes[0]
  return failing
    .filter(([more], index) => index === 0 || !isOneLine || !more.startsWith('\n'))
    .map(([, demand]) => demand)
}
