import { splitList } from '../../reading/variables.ts'

/** An assertion as written in a cell of a table. */
export interface CellAssertion {
  /** The assertion's type, with the prefix `not-` if it is negated. */
  readonly type: string
  readonly value?: string
  readonly values?: readonly string[]
  readonly threshold?: number
}

/**
 * Reads a cell of an `__expected` column: `type(threshold): value`, optionally with the prefix `not-`, or a bare text
 * that the answer must equal. `known` says which types exist, so that a text like `Note: this` stays a text.
 */
export function readExpectedCell(cell: string, known: (type: string) => boolean): CellAssertion {
  const text = cell.trim()
  const code = /^(?:javascript|fn|eval):([\s\S]*)$/.exec(text)
  if (code) return { type: 'javascript', value: code[1]?.trim() ?? '' }
  const rubric = /^(?:grade|llm-rubric):([\s\S]*)$/.exec(text)
  if (rubric) return { type: 'llm-rubric', value: rubric[1] ?? '' }
  const match = /^(?:not-)?(trajectory:[a-z-]+|[a-z][a-z0-9-]*)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$/.exec(text)
  const base = match?.[1] ?? ''
  if (!match || !known(base)) return { type: 'equals', value: text }
  const type = text.startsWith('not-') ? `not-${base}` : base
  const value = match[3]
  if (lists.has(base)) return { type, values: splitList(value ?? '') }
  if (jsons.has(base)) return { type, ...(value !== undefined && { value }) }
  const threshold = thresholds.has(base) ? { threshold: Number(match[2] ?? (base === 'similar' ? 0.8 : 0.75)) } : {}
  return { type, ...(value !== undefined && { value: value.trim() }), ...threshold }
}

const lists: ReadonlySet<string> = new Set(['contains-any', 'contains-all', 'icontains-any', 'icontains-all'])

/** A schema is taken literally. */
const jsons: ReadonlySet<string> = new Set(['is-json', 'contains-json'])

/** Types that take a threshold. If the cell gives none it is 0.75, for `similar` 0.8. */
const thresholds: ReadonlySet<string> = new Set([
  'answer-relevance',
  'classifier',
  'context-faithfulness',
  'context-recall',
  'context-relevance',
  'cost',
  'latency',
  'levenshtein',
  'perplexity',
  'perplexity-score',
  'rouge-n',
  'similar',
  'starts-with',
])
