import { sentence } from '../../src/problem/sentences.ts'
import type { Candidate, Step } from '../../src/protocol/page.ts'
import { answerWords } from '../../src/report/answerWords.ts'
import { replyWords } from '../../src/report/replyWords.ts'
import { count, counted } from '../../src/text/numbers.ts'
import { unbrokenPercent } from '../pageNumbers.ts'

/** A step in one sentence: what it found, and how much it was allowed to change. */
export function stepSentence(step: Step): string {
  const winner = step.winner === null ? undefined : step.candidates[step.winner]
  const from = unbrokenPercent(step.current.score)
  const found =
    winner?.score === undefined
      ? `no winner, ${from} stays`
      : winner.score > step.current.score
        ? `winner ${unbrokenPercent(winner.score)}, from ${from}`
        : `no gain, the winner has ${unbrokenPercent(winner.score)} and ${from} stays`
  const limit = step.stepSize === null ? 'no cap on words' : `up to ${counted(step.stepSize, 'word')} changed`
  const kinds = kindsOf(step)
  const candidates = counted(step.candidates.length, 'candidate')
  return `Step ${count(step.step)}: ${found}; ${candidates}${kinds === '' ? '' : ` (${kinds})`}; ${limit}`
}

/** Why a step has no winner, and what follows from that. */
export function noWinner(step: Step): string {
  const made =
    step.candidates.length === 0
      ? 'The optimizer model wrote no candidate'
      : `No candidate was scored on every case (${kindsOf(step)})`
  return `${made}. The prompt that the step started from stays, with ${unbrokenPercent(step.current.score)}.`
}

/** What to know about a step besides its candidates: that none of them was a gain, and what was wrong with the answers. */
export function stepNote(step: Step): string {
  const best = step.winner === null ? undefined : step.candidates[step.winner]?.score
  const outcome =
    best === undefined
      ? noWinner(step)
      : best <= step.current.score
        ? `No gain: the winner of this step does no better than the ${unbrokenPercent(step.current.score)} of the prompt that it started from.`
        : ''
  const trouble = answerWords(step.answers)
  return [outcome, trouble === '' ? '' : `Scored with ${trouble}.`].filter(part => part !== '').join(' ')
}

function kindsOf(step: Step): string {
  const measured = measuredNames
    .map(status => ({ status, size: step.candidates.filter(candidate => candidate.status === status).length }))
    .filter(({ size }) => size > 0)
    .map(({ status, size }) => `${count(size)} ${measuredWords[status]}`)
  return [...measured, ...replyWords(step)].join(', ')
}

/** A candidate in one sentence: `Candidate 3 of step 5: 64.6 %, 12 words changed; scored on every case`. */
export function candidateSentence(step: Step, index: number, total?: number): string {
  const candidate = step.candidates[index]
  if (candidate === undefined) return ''
  const { score, wordsChanged } = candidate
  const scored = score === undefined ? '' : `${unbrokenPercent(score)}, `
  const status = statusWords(candidate, step, total)
  const became = index === step.winner ? 'winner of the step' : `${status.slice(0, 1).toLowerCase()}${status.slice(1)}`
  return `Candidate ${count(index + 1)} of step ${count(step.step)}: ${scored}${counted(wordsChanged, 'word')} changed; ${became}`
}

/** How many words a candidate has changed, and how many before some changes were undone. */
export const changedWords = ({ wordsChanged, wordsProposed }: Candidate): string =>
  wordsProposed === undefined ? count(wordsChanged) : `${count(wordsChanged)} of ${count(wordsProposed)}`

/** The result of a candidate, with the reason if there is one. `total` is the number of validation cases. */
export function statusWords(candidate: Candidate, step: Step, total?: number): string {
  const parts = [fateWords(candidate, step, total), originWords(candidate)]
  return parts.filter(part => part !== '').join('; ')
}

/** Where a prompt comes from that the optimizer model was not asked for. */
function originWords({ recombined, demonstrated, returned }: Candidate): string {
  if (recombined) return 'made of parts of earlier prompts'
  if (demonstrated) return 'an earlier prompt with examples'
  return returned ? 'it had left an earlier step, and was asked the rest of the cases' : ''
}

function fateWords(candidate: Candidate, step: Step, total?: number): string {
  const { status, problem } = candidate
  switch (status) {
    case 'evaluated':
      return 'Scored on every case'
    case 'dropped':
      return droppedWords(candidate, step, total)
    case 'known':
      return 'Proposed before, score taken over'
    case 'rejected':
      return problem === undefined ? 'Rejected' : `Rejected: ${sentence(problem)}`
    default:
      return status satisfies never
  }
}

/**
 * When and why a candidate left the race. The numbers show whether it could no longer win; if it could have, a test
 * found it behind.
 */
function droppedWords({ score, cases }: Candidate, { candidates, current, winner }: Step, total?: number): string {
  if (score === undefined || total === undefined || cases >= total) return 'Dropped from the race'
  const after = `Dropped after ${count(cases)} of ${counted(total, 'case')}`
  const hope = score * cases + (total - cases)
  const won = winner === null ? undefined : candidates[winner]?.score
  // The journal's scores round the sums of grades.
  const reach = (toBeat: number | undefined) => toBeat === undefined || hope > toBeat * total + 1e-9
  if (!reach(current.score)) return `${after}: it could not beat the current prompt any more`
  if (!reach(won)) return `${after}: it could not beat the winner any more`
  return `${after}: a test saw it behind by then`
}

/** Indexes of a step's candidates in the order of the table: the winner, then by score, those without one last. */
export function rankedCandidates({ candidates, winner }: Step): readonly number[] {
  const rank = (index: number) => {
    const candidate = candidates[index]
    if (index === winner) return 3
    if (candidate?.score === undefined) return -2
    // A score over some of the cases cannot be compared with one over all, so the dropped candidates come separately.
    return candidate.status === 'dropped' ? candidate.score - 2 : candidate.score
  }
  return candidates.map((_, index) => index).sort((a, b) => rank(b) - rank(a) || a - b)
}

/** In the words of the chart's legend. */
const measuredWords = {
  evaluated: 'scored',
  dropped: 'dropped',
  known: 'proposed before',
} as const satisfies Partial<Record<Candidate['status'], string>>

const measuredNames = ['evaluated', 'dropped', 'known'] as const
