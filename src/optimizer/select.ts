import { type Outcome, success } from '../problem/outcome.ts'
import { wordsChanged } from '../text/words.ts'
import { scored } from './momentum/past.ts'
import type { Scoring } from './services.ts'
import type { Asking, Proposal } from './strategy.ts'
import type { Candidate } from './trajectory.ts'

/** Scores the new prompts; one that was scored before keeps its score and costs nothing. */
export async function select(proposals: readonly Proposal[], asking: Asking): Promise<Outcome<readonly Candidate[]>> {
  const { trajectory, current, plan } = asking
  const known = new Map(scored(trajectory).map(found => [found.text, found]))
  const dropped = new Set(
    trajectory.steps.flatMap(past =>
      past.candidates
        .filter(candidate => candidate.status === 'dropped' && !isUnanswered(candidate))
        .map(({ text }) => text),
    ),
  )
  const fresh = proposals.filter(({ text, problem }) => !problem && !known.has(text) && !dropped.has(text))
  const contested = await contest(
    fresh.map(({ text }) => text),
    asking,
  )
  if (!contested.ok) return contested
  return success(
    proposals.map(({ text, problem, wordsProposed, recombined, demonstrated }): Candidate => {
      const base = {
        text,
        cases: 0,
        wordsChanged: wordsChanged(current.text, text),
        ...(wordsProposed !== undefined && { wordsProposed }),
        ...(recombined && { recombined }),
        ...(demonstrated && { demonstrated }),
      }
      if (problem) return { ...base, status: 'rejected', problem }
      const before = known.get(text)
      if (before) return { ...base, status: 'known', score: before.score, cases: plan.validation }
      if (dropped.has(text)) return { ...base, status: 'rejected', problem: { code: 'dropped-before' } }
      const scoring = contested.value.get(text)
      if (!scoring) return { ...base, status: 'dropped', problem: { code: 'gate-failed' } }
      return {
        ...base,
        status: scoring.complete ? 'evaluated' : 'dropped',
        cases: scoring.cases,
        ...(scoring.score !== undefined && { score: scoring.score }),
        ...(scoring.problem && { problem: scoring.problem }),
      }
    }),
  )
}

/** Only the failed requests would be sent again, so such a prompt may be tried once more. */
const isUnanswered = ({ problem }: Candidate): boolean => problem?.code === 'unanswered'

/** The result for each text; texts that did not pass the gate are missing. */
async function contest(texts: readonly string[], asking: Asking): Promise<Outcome<ReadonlyMap<string, Scoring>>> {
  const { current, step, plan, services } = asking
  const { selection } = plan.strategy
  const admitted = selection === 'gated' ? await services.gate(texts, current.text, step) : success(new Set(texts))
  if (!admitted.ok) return admitted
  const scorings = await services.score(
    texts.filter(text => admitted.value.has(text)),
    current.text,
    step,
    selection,
  )
  return scorings.ok ? success(new Map(scorings.value.map(scoring => [scoring.text, scoring]))) : scorings
}
