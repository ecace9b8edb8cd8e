import type { CaseResult } from '../../evals/evalSet.ts'
import type { Problem } from '../../problem/problem.ts'
import { acceptDescription } from '../../skills/optimizing/accept.ts'
import { brief, toldAnswer } from '../../skills/optimizing/brief.ts'
import { draftsFor } from '../../skills/optimizing/drafts.ts'
import type { Routing } from './routing.ts'

/** What the optimizer model is told about a skill whose description it writes. */
export function briefOf({ skill, skills, body }: Routing): string {
  const own = skills.find(({ name }) => name === skill)
  const neighbours = skills.filter(({ name }) => name !== skill)
  return own === undefined ? '' : brief(own, body, neighbours)
}

/**
 * Descriptions made without a model, in the form of replies: they are read and tried like the optimizer model's own.
 */
export function draftReplies({ skill, skills, body }: Routing): readonly string[] {
  const own = skills.find(({ name }) => name === skill)
  const neighbours = skills.filter(({ name }) => name !== skill)
  return own === undefined ? [] : draftsFor(own, body, neighbours).map(text => `<START>${text}<END>`)
}

export const refuseDescription = ({ queries }: Routing, text: string): Problem | undefined =>
  acceptDescription(
    text,
    queries.map(query => query.text),
  )

/**
 * The results, with each answer as shown to the optimizer model: which skill took the query, and with which
 * description.
 */
export const toldResults = ({ skills }: Routing, results: readonly CaseResult[]): readonly CaseResult[] =>
  results.map(result => (result.problem ? result : { ...result, answer: toldAnswer(result.answer, skills) }))
