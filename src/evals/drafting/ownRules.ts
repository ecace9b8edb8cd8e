import type { Check } from '../evalSet.ts'

/** What a draft is to test: a rule of the prompt or, as one, that an answer of its closed list is the right one. */
export interface DraftRule {
  readonly rule: string
  readonly label?: string
  /** Set if the prompt file itself says how to check it. */
  readonly check?: Check
}

/** What a schema demands of the answers. */
export const schemaRule = (schema: string): DraftRule => ({
  rule: 'The answer is JSON that meets the schema of the prompt file.',
  check: { grader: 'is-json', value: schema },
})

/** With this many cases for each rule, an ordinary one and those of other kinds fit in. */
const casesPerRule = 3
/** The fewest rules, and the most: longer lists get worse towards their end. */
const [fewestRules, mostRules] = [3, 12]

/** How many rules so many cases are to test. */
export const rulesWanted = (cases: number): number =>
  Math.max(fewestRules, Math.min(mostRules, Math.ceil(cases / casesPerRule)))

export const labelRule = (label: string): DraftRule => ({ rule: `The right answer is "${label}".`, label })

/**
 * The rules that a prompt states in so many words, in its order: the items of its lists, and sentences that demand or
 * forbid. A model that is asked for rules names others too, but the words of the prompt are never wrong.
 */
export function rulesIn(prompt: string): readonly string[] {
  const text = prompt.replace(/^```[\s\S]*?^```/gm, '')
  const rules = text.split('\n').flatMap(line => {
    if (/^\s*#|\{\{?[^}]*\}\}?/.test(line)) return []
    const item = /^\s*(?:[-*•]|\d{1,2}[.)])\s+(.*)$/.exec(line)?.[1]
    if (item !== undefined) return [item]
    return line.split(/(?<=[.!?])\s+/).filter(sentence => demanding.test(sentence))
  })
  return [...new Set(rules.map(rule => rule.trim()).filter(isRule))]
}

/** Words by which a sentence demands or forbids something, or says when something else holds. */
const demanding =
  /\b(?:must|never|always|do not|don['’]t|only|at most|at least|no more than|refuse|unless|otherwise|nothing else|if|when)\b/i

export const isRule = (text: string): boolean => text.length >= 8 && text.length <= 300 && !/[?:]$/.test(text)

/**
 * As many rules as are wanted: labels and rules in turn, so that a short drafting tests some of both. It begins where
 * the cases that are there already end, so that the next drafting goes on with other rules.
 */
export function rulesInTurn(
  labels: readonly DraftRule[],
  rules: readonly DraftRule[],
  { wanted, known }: { readonly wanted: number; readonly known: number },
): readonly DraftRule[] {
  const most = Math.max(labels.length, rules.length)
  const all = Array.from({ length: most }, (_, at) => [labels[at] ?? [], rules[at] ?? []].flat()).flat()
  const first = all.length === 0 ? 0 : Math.floor(known / casesPerRule) % all.length
  return [...all.slice(first), ...all.slice(0, first)].slice(0, wanted)
}
