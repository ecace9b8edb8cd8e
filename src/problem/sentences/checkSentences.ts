import { counted } from '../../text/numbers.ts'
import { briefly, inList } from '../briefly.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** Sentences about graders and checks. */
export const checkSentences = {
  'unknown-grader': problem =>
    `There is no grader "${briefly(problem.grader)}". Choose one of: ${inList(problem.known)}.`,
  'unnamed-grader': ({ key, grader, known }) => {
    const written = known.includes(grader) ? `"name": "${briefly(grader)}"` : `"name" with one of: ${inList(known)}`
    return key === undefined
      ? `"name" says which grader is meant, and this one has none. Write ${written}.`
      : `"name" says which grader is meant, and not "${briefly(key)}". Write ${written}.`
  },
  'misnamed-key': ({ key, meant }) => `Nothing reads "${briefly(key)}". Write "${briefly(meant)}", or remove it.`,
  'unread-key': ({ key }) =>
    `Nothing reads "${briefly(key)}", so it changes no score. Remove it, or begin its name with "x-".`,
  'bad-pattern': problem =>
    `"${briefly(problem.pattern)}" is not a regular expression (${briefly(problem.detail)}). Correct the pattern.`,
  'unsupported-evaluator': problem =>
    `The evaluator "${briefly(problem.name)}" cannot be run: ${briefly(problem.detail)}. Judge by something that needs only the text of the answer, or remove it.`,
  'check-left-out': problem =>
    `The check "${briefly(problem.name)}" is left out: ${briefly(problem.detail)}. The other checks count.`,
  'check-empty': problem =>
    `A check looks for ${briefly(problem.text)}, which is empty for this case, and every answer contains an empty text. Correct the name, or give the variable a value.`,
  'bad-schema': problem => `A check contains no valid JSON schema: ${briefly(problem.detail)}. Correct the schema.`,
  unfillable: problem =>
    `${problem.variable === undefined ? 'A check' : `The variable "${briefly(problem.variable)}"`} holds ${briefly(problem.text)}, which only the template engine of promptfoo can fill. Write plain {{names}} there.`,
  'no-judge': () =>
    'The eval set asks for a judge model and none is chosen. Choose one with gpo.judgeModel in the settings.',
  'no-embedding': () =>
    'The eval set measures similarity with an embedding model and none is chosen. Choose one with gpo.embeddingModel in the settings.',
  'unreadable-verdict': problem =>
    `The judge model gave no verdict, although it was asked twice: "${briefly(problem.reply)}". Choose a stronger judge model, or correct the rubric.`,
  'code-not-allowed': () =>
    'The eval set judges answers with JavaScript, and code of eval sets is not allowed to run. If you trust it, allow it with gpo.allowCode in the settings.',
  'code-failed': problem => `The JavaScript of a check cannot be run: ${briefly(problem.detail)}. Correct it.`,
  'code-timed-out': problem =>
    `The JavaScript of a check did not end within ${counted(problem.milliseconds, 'millisecond')} and was stopped. Correct it.`,
  'check-timed-out': problem =>
    `The check "${problem.grader}" did not end within ${counted(problem.milliseconds, 'millisecond')} and was stopped. Simplify its pattern.`,
} satisfies SomeSentences
