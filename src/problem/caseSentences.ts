import { counted, percent } from '../text/numbers.ts'
import { briefly, inList } from './briefly.ts'
import type { Problem } from './problem.ts'

/** The problems of cases, and of making them. */
type CaseProblem = Extract<
  Problem,
  {
    readonly code:
      | 'case-draft'
      | 'case-disputed'
      | 'case-doubled'
      | 'case-contradicts'
      | 'case-nearly-doubled'
      | 'case-leaks'
      | 'case-unreachable'
      | 'case-in-prompt'
      | 'case-dead'
      | 'case-doubted'
      | 'file-changed'
      | 'nothing-to-import'
      | 'holds-personal'
      | 'no-drafts'
      | 'unknown-draft'
      | 'nothing-drafted'
  }
>

/** What the single case is about, and what to do with it. */
export function caseExplanation(problem: CaseProblem): string {
  switch (problem.code) {
    case 'case-draft':
      return `The case "${briefly(problem.id)}" is a draft and is not scored. Fill it in or correct it, then accept it: take its mark "draft" out.`
    case 'case-disputed':
      return `The label of the case "${briefly(problem.id)}" is disputed, so the case is not scored. Settle it, then take its mark "disputed" out.`
    case 'case-doubled':
      return `The case "${briefly(problem.id)}" asks and expects the same as "${briefly(problem.of)}". Keep one of them: the second adds weight and shows nothing.`
    case 'case-contradicts':
      return `The case "${briefly(problem.id)}" asks the same as "${briefly(problem.of)}" and expects something else. Mend one of the two: no prompt can be right on both.`
    case 'case-nearly-doubled':
      return `The case "${briefly(problem.id)}" is nearly the case "${briefly(problem.of)}" (${percent(problem.alike)} of what is particular to them is the same). Keep one of them, or let them differ.`
    case 'case-leaks':
      return `The case "${briefly(problem.id)}" is nearly the case "${briefly(problem.of)}" (${percent(problem.alike)} the same), and one of them is kept for the test. Put both into one split, or drop one: the test must hold nothing that the search has seen.`
    case 'case-unreachable':
      return `The grader refuses the expected answer of the case "${briefly(problem.id)}" itself (${briefly(problem.detail)}). Mend the answer or choose another grader: as it stands no answer is right.`
    case 'case-in-prompt':
      return `The input of the case "${briefly(problem.id)}" stands in the prompt. Take another example there, or drop the case: it tests nothing.`
    case 'case-dead':
      return `The case "${briefly(problem.id)}" tells no two prompts apart: ${problem.passes ? 'all' : 'none'} of ${counted(problem.prompts, 'prompt')} passed it. Make it ${problem.passes ? 'harder' : 'sure that its answer can be known'}, or leave it out.`
    case 'case-doubted':
      return `The label of the case "${briefly(problem.id)}" is doubted: ${problem.votes} of the ${counted(problem.of, 'best prompt')} answer "${briefly(problem.instead)}" instead. Look at it, and change the label or keep it knowingly.`
    case 'file-changed':
      return 'The file has changed since it was read, so nothing was written. Do it again.'
    case 'nothing-to-import':
      return 'No row was found that could become a case. Give a table with a header, a list of inputs, or a log of chats as JSON or JSON lines.'
    case 'holds-personal':
      return `The cases hold what looks like personal data or secrets: ${inList(problem.finds)}. Nothing was written. Say whether it is replaced by its kind or kept.`
    case 'no-drafts':
      return 'No drafted case waits for this prompt. Draft some with the command GPO: Draft Cases.'
    case 'unknown-draft':
      return `There is no draft "${briefly(problem.id)}". Choose among: ${inList(problem.known.slice(0, 8))}.`
    case 'nothing-drafted':
      return `The optimizer model wrote nothing that could be a case: "${briefly(problem.reply)}". Choose a stronger optimizer model, or write the first cases by hand.`
    default:
      return problem satisfies never
  }
}
