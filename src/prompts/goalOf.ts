import { parseDocument } from 'yaml'
import type { PromptFile } from './promptFile.ts'
import { findFrontmatter } from './source/frontmatter.ts'
import { mapOf } from './source/header.ts'

/** The most characters of a description that are shown; more would dominate the request. */
const longestGoal = 500

/**
 * What a prompt file says about its purpose: the description in its header or, in YAML and JSON, among its keys.
 * Undefined if there is none, or if the description itself is being optimized.
 */
export function goalOf({ source }: PromptFile, targetId: string): string | undefined {
  if (targetId === 'description') return undefined
  const text = source.replace(/^\uFEFF/, '')
  const found = findFrontmatter(text, 0)
  const header = found.kind === 'closed' ? text.slice(found.start, found.end) : text
  const values = mapOf(plainData(header))
  const said = values?.description
  return typeof said === 'string' && said.trim() !== '' ? said.trim().slice(0, longestGoal) : undefined
}

function plainData(source: string): unknown {
  const document = parseDocument(source, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' })
  try {
    return document.errors.length > 0 ? undefined : document.toJS()
  } catch {
    return undefined
  }
}
