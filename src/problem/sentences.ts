import { counted } from '../text/numbers.ts'
import { visibleLine } from '../text/visible.ts'
import { briefly } from './briefly.ts'
import type { Place, Problem, ProblemCode } from './problem.ts'
import { candidateSentences } from './sentences/candidateSentences.ts'
import { caseSentences } from './sentences/caseSentences.ts'
import { checkSentences } from './sentences/checkSentences.ts'
import { evalSetSentences } from './sentences/evalSetSentences.ts'
import { fileSentences } from './sentences/fileSentences.ts'
import { modelSentences } from './sentences/modelSentences.ts'
import { promptSentences } from './sentences/promptSentences.ts'
import { reviewSentences } from './sentences/reviewSentences.ts'
import { runSentences } from './sentences/runSentences.ts'
import type { ProblemOf, Sentences, SomeSentences } from './sentences/sentenceTable.ts'
import { skillSentences } from './sentences/skillSentences.ts'
import { terminalSentences } from './sentences/terminalSentences.ts'

/** One line for the user: where it happened, what happened, and what to do about it. Problems never contain keys. */
export const sentence = (problem: Problem): string => placed(problem, explanation(problem))

/** The same at a terminal, where what to do can be an option. */
export const sentenceAtTerminal = (problem: Problem): string => placed(problem, explanationAtTerminal(problem))

/** The same without the place, for places that already show it: at its line in the editor. */
export const explanation = (problem: Problem): string => said(sentences, problem.code, problem)

/** The same as `explanation`, with the options of the terminal. */
export const explanationAtTerminal = (problem: Problem): string => said(atTerminal, problem.code, problem)

const said = <Code extends ProblemCode>(from: Sentences, code: Code, problem: ProblemOf<Code>): string =>
  from[code](problem)

const placed = ({ place }: Problem, words: string): string =>
  place === undefined ? words : `${where(place)}: ${words}`

const where = ({ path, line }: Place): string =>
  line === undefined ? visibleLine(path) : `${visibleLine(path)}:${line}`

type Say = (problem: Problem) => string

/** What holds the sentence of another problem, said by `say` with its place and by `explain` without. */
const aroundOthers = (say: Say, explain: Say) =>
  ({
    'cases-left-out': ({ count, cause }) =>
      `${counted(count, 'case')} ${count === 1 ? 'is' : 'are'} left out: ${cause.code === 'unsupported-case' ? `${briefly(cause.detail)}.` : explain(cause)} The other cases count.`,
    'given-up': ({ requests, last }) =>
      `${requests} requests in a row failed, so the model is given up; the answers that came are kept. ${say(last)}`,
    'all-failed': ({ requests, first }) =>
      `${requests === 1 ? 'The only request' : `All ${requests} requests`} failed. ${say(first)}`,
  }) satisfies SomeSentences

/** Every code has its sentence in one theme. What is forgotten does not compile. */
const sentences: Sentences = {
  ...fileSentences,
  ...promptSentences,
  ...candidateSentences,
  ...skillSentences,
  ...evalSetSentences,
  ...checkSentences,
  ...caseSentences,
  ...modelSentences,
  ...runSentences,
  ...reviewSentences,
  ...aroundOthers(sentence, explanation),
}

const atTerminal: Sentences = {
  ...sentences,
  ...terminalSentences,
  ...aroundOthers(sentenceAtTerminal, explanationAtTerminal),
}
