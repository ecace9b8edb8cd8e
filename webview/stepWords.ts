import type { Candidate, Step } from '../src/protocol/page.ts'
import { sentence } from '../src/text/sentences.ts'
import { count, counted, percent } from './numbers.ts'

/** A step in one sentence: what it found, and how far it was allowed to go. */
export function stepSentence(step: Step): string {
  const winner = step.winner === null ? undefined : step.candidates[step.winner]
  const found =
    winner?.score === undefined
      ? 'no candidate was scored in full'
      : `winner ${percent(winner.score)}, from ${percent(step.current.score)}`
  const kinds = statuses
    .map(status => ({ status, size: step.candidates.filter(candidate => candidate.status === status).length }))
    .filter(({ size }) => size > 0)
    .map(({ status, size }) => `${count(size)} ${status}`)
  const limit = step.stepSize === null ? 'no cap on words' : `up to ${counted(step.stepSize, 'word')} changed`
  const candidates = counted(step.candidates.length, 'candidate')
  return `Step ${count(step.step)}: ${found}; ${candidates}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}; ${limit}`
}

/** What became of a candidate, with the reason where there is one. */
export function statusWords({ status, problem }: Candidate): string {
  switch (status) {
    case 'evaluated':
      return 'Scored on every case'
    case 'dropped':
      return 'Dropped from the race'
    case 'known':
      return 'Proposed before, score taken over'
    case 'rejected':
      return problem === undefined ? 'Rejected' : `Rejected: ${sentence(problem)}`
    default:
      return status satisfies never
  }
}

/** Indices of a step's candidates in the order of the table: the winner, then by score, those without one last. */
export function ranked({ candidates, winner }: Step): readonly number[] {
  const rank = (index: number) => {
    const candidate = candidates[index]
    if (index === winner) return 3
    if (candidate?.score === undefined) return -2
    // A score over a part of the cases cannot be compared with one over all, so the dropped stand apart.
    return candidate.status === 'dropped' ? candidate.score - 2 : candidate.score
  }
  return candidates.map((_, index) => index).sort((a, b) => rank(b) - rank(a) || a - b)
}

const statuses: readonly Candidate['status'][] = ['evaluated', 'dropped', 'known', 'rejected']
