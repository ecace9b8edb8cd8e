import { labelsAmong } from '../../evals/closedList.ts'
import type { Case, CaseResult, TaskAnswer } from '../../evals/evalSet.ts'
import { type Judging, referencesOf, saysMore, showsAnswer, wantedInWords } from '../../evals/grading/inWords.ts'
import type { ShownCase } from '../../optimizer/metaPrompts/metaPrompt.ts'
import { demandsOn } from '../../prompts/candidate.ts'
import { languages } from '../../prompts/languages.ts'
import type { PromptFile } from '../../prompts/promptFile.ts'
import { describe } from '../../prompts/rendering.ts'
import { placeholderTokens } from '../../prompts/source/templateTokens.ts'
import { ngramSimilarity } from '../../text/similarity.ts'
import { nearMiss } from './nearMiss.ts'

/** A case as it is shown to the optimizer model. */
export function shownCase(evalCase: Case, judging: Judging, result?: CaseResult): ShownCase {
  const answered = result?.problem === undefined ? result : undefined
  const own = evalCase.checks ?? judging.checks
  const isLiteral = own.every(({ grader, negate }) => grader === 'equals' && !negate)
  const missed = answered && isLiteral ? nearMiss(answered.answer, referencesOf(evalCase, judging)) : undefined
  const reason = saysMore(own) ? answered?.reason : missed
  return {
    input: describe(evalCase.vars),
    expected: wantedInWords(evalCase, judging),
    ...(answered && { answer: answerOf(answered) }),
    ...(reason !== undefined && { reason }),
  }
}

/** A case as an example in a prompt: undefined if no answer is known that passes. */
export function exampleCase(evalCase: Case, judging: Judging): ShownCase | undefined {
  const [first] = referencesOf(evalCase, judging)
  const isAnswer = first !== undefined && showsAnswer(evalCase.checks ?? judging.checks)
  return isAnswer ? { input: describe(evalCase.vars), expected: first } : undefined
}

/** The answer, and what an agent did to give it. */
const answerOf = ({ answer, isCut, did }: TaskAnswer): string =>
  [isCut ? `${answer} (cut off)` : answer, ...(did === undefined ? [] : [did])].join('\n\n')

/** How often each label comes on average: less often than in a whole set, since only the train cases may be shown. */
const timesShown = 2

/** The allowed answers, if the cases show that they are few; otherwise empty. In order of first appearance. */
export function labelsOf(cases: readonly Case[], judging: Judging): readonly string[] {
  const answers = cases.map(evalCase => referencesOf(evalCase, judging))
  return answers.every(all => all.length === 1) ? [...labelsAmong(answers.flat(), timesShown).keys()] : []
}

/** The most remarks that every request repeats. */
const mostRemarks = 8

/**
 * What people said of answers to these cases, the bad first, each once. The remarks on a test case must not be among
 * them: they would tell of what the search may not see.
 */
export function remarksOn(cases: readonly Case[]): readonly string[] {
  const all = [...new Set(cases.flatMap(({ remarks = [] }) => remarks))]
  const isBad = (remark: string): boolean => remark.startsWith('bad')
  return [...all.filter(isBad), ...all.filter(remark => !isBad(remark))].slice(0, mostRemarks)
}

/** The most failing cases of a batch that are used. */
const mostFailures = 16

/**
 * The failures of a batch. The first is the worst, because a prompt with gradual grades rarely fails a case completely;
 * each further one is the least similar to those before it, so that the first few show different faults. Cases that
 * pass without a full grade are shown only if none fails.
 */
export function failing(
  cases: readonly Case[],
  results: readonly CaseResult[],
  judging: Judging,
): readonly ShownCase[] {
  const imperfect = cases.flatMap((evalCase, index) => {
    const result = results[index]
    return result === undefined || result.problem || result.grade >= 1 ? [] : [{ evalCase, result }]
  })
  const failed = imperfect.filter(({ result }) => !result.passed)
  const left = (failed.length > 0 ? failed : imperfect)
    .sort((a, b) => a.result.grade - b.result.grade)
    .map(({ evalCase, result }) => ({ shown: shownCase(evalCase, judging, result), likeness: 0 }))
  const chosen: ShownCase[] = []
  while (left.length > 0 && chosen.length < mostFailures) {
    const next = left.reduce((best, candidate) => (candidate.likeness < best.likeness ? candidate : best))
    left.splice(left.indexOf(next), 1)
    chosen.push(next.shown)
    for (const candidate of left)
      candidate.likeness = Math.max(candidate.likeness, ngramSimilarity(candidate.shown.input, next.shown.input))
  }
  return chosen
}

/** Describes where the target appears in what the task model is sent, and what a text there must be. */
export const position = (prompt: PromptFile, target: string): string =>
  [placeOf(prompt, target), ...demandsOn(prompt, target)].join(' ')

function placeOf(prompt: PromptFile, target: string): string {
  const index = prompt.messages.findIndex(message => message.target === target)
  const role = prompt.messages[index]?.role ?? 'user'
  const found = prompt.targets.find(({ id }) => id === target)
  const tokens = found === undefined ? [] : placeholderTokens(languages[prompt.language], found.text)
  if (tokens.length > 0) {
    const are = tokens.length === 1 ? 'stands' : 'stand'
    return `It is the ${role} message; the input is filled into it where ${tokens.join(' and ')} ${are}.`
  }
  return role === 'user'
    ? 'It stands at the beginning of the message; the input follows it.'
    : `It is the ${role} message; the input comes in the messages after it.`
}

/** Where a rubric is read, and how it is judged, in words. */
export const rubricPlace =
  'It is the rubric by which the assistant judges the answer of somebody else, which it reads with it.'
export const rubricGrading = 'its verdict must be that of the people who read the answers.'
