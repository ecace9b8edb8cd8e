import { count, counted, percent } from '../../text/numbers.ts'
import { briefly, caseAmid, inList, theCase } from '../briefly.ts'
import type { ProblemOf, SomeSentences } from './sentenceTable.ts'

/** A case that passes by chance; `repeats` is what has each case asked several times. */
export const flips = ({ id, flips, prompts }: ProblemOf<'case-flips'>, repeats: string): string =>
  `${theCase(id)} flips: asked the same again, ${flips} of ${counted(prompts, 'prompt')} passed it once and failed it another time. One answer says little there: ask each case several times (${repeats}), or let the prompt or the grader say more exactly what is right.`

/** About single cases, and how they are made. */
export const caseSentences = {
  'case-draft': problem =>
    `${theCase(problem.id)} is a draft and is not scored. Fill it in or correct it, then accept it: take its mark "draft" out.`,
  'case-disputed': problem =>
    `The label of ${caseAmid(problem.id)} is disputed, so the case is not scored. Settle it, then take its mark "disputed" out.`,
  'case-changed': () =>
    'The case is another one by now, so nothing was written. The cases are looked at again: choose once more.',
  'case-doubled': problem =>
    `${theCase(problem.id)} asks and expects the same as "${briefly(problem.asked)}". Keep one of them: the second adds weight and shows nothing.`,
  'case-contradicts': problem =>
    `${theCase(problem.id)} asks the same as "${briefly(problem.asked)}" and expects something else. Mend one of the two: no prompt can be right on both.`,
  'case-nearly-doubled': problem =>
    `${theCase(problem.id)} is nearly the case "${briefly(problem.asked)}" (${percent(problem.alike)} of what is particular to them is the same). Keep one of them, or let them differ.`,
  'case-leaks': problem =>
    `${theCase(problem.id)} is nearly the case "${briefly(problem.asked)}" (${percent(problem.alike)} the same), and one of them is kept for the test. Put both into one split, or drop one: the test must hold nothing that the search has seen.`,
  'case-unreachable': problem =>
    `The grader refuses the expected answer of ${caseAmid(problem.id)} itself (${briefly(problem.detail)}). Mend the answer or choose another grader: as it stands no answer is right.`,
  'case-in-prompt': problem =>
    `The input of ${caseAmid(problem.id)} stands in the prompt. Take another example there, or drop the case: it tests nothing.`,
  'case-dead': problem =>
    `${theCase(problem.id)} tells no two prompts apart: ${problem.passes ? 'all' : 'none'} of ${counted(problem.prompts, 'prompt')} passed it. Make it ${problem.passes ? 'harder' : 'sure that its answer can be known'}, or leave it out.`,
  'case-flips': problem => flips(problem, 'gpo.repeats'),
  'case-doubted': problem =>
    `The label of ${caseAmid(problem.id)} is doubted: ${problem.votes} of the ${counted(problem.of, 'best prompt')} answer "${briefly(problem.instead)}" instead. Look at it, and change the label or keep it knowingly.`,
  'nothing-to-import': () =>
    'No row was found that could become a case. Give a table with a header, a list of inputs, or a log of chats as JSON or JSON lines.',
  'too-much-to-import': problem =>
    `There are ${counted(problem.count, problem.of)}${problem.of === 'character' ? ' in one cell' : ''}, and no more than ${count(problem.most)} are imported at once. Leave out what no case needs, or import it in parts.`,
  'holds-personal': problem =>
    `The cases hold what looks like personal data or secrets: ${inList(problem.finds)}. Nothing was written. Say whether it is replaced by its kind or kept.`,
  'no-drafts': () => 'No drafted case waits for this prompt. Draft some with the command GPO: Draft Cases.',
  'unknown-draft': problem =>
    `There is no draft "${briefly(problem.id)}". Choose among: ${inList(problem.known.slice(0, 8))}.`,
  'unknown-case': problem =>
    `There is no case "${briefly(problem.id)}" in the eval set. Choose among: ${inList(problem.known.slice(0, 8))}.`,
  'no-answer': problem =>
    `No answer to ${caseAmid(problem.id)} is at hand for the present prompt and model. Score the prompt first, or give the answer yourself.`,
  'no-marks': () =>
    'Nobody has marked an answer of this prompt, so there is nothing to compare the judge with. Mark some answers good or bad first.',
  'no-rubric': ({ detail }) => `There is no rubric here to work on: ${detail}.`,
  'nothing-drafted': problem =>
    `The optimizer model wrote nothing that could be a case: "${briefly(problem.reply)}". Choose a stronger optimizer model, or write the first cases by hand.`,
} satisfies SomeSentences
