import type { MarkedAnswer } from '../../../../src/evals/marking/markedAnswers.ts'
import type { AskEditor } from '../../../../src/models/connect.ts'

/** What a judge thinks of an answer that it is asked about. */
export type Judging = (answer: string, rubric: string, question: string) => boolean

/** The truth behind the marks: an answer is good if it offers a refund. */
const isGood = (answer: string): boolean => answer.includes('refund')

/** Simulated judges, each with a weakness of its own. */
export const judges = {
  /** Prefers long answers until the rubric tells it what counts. */
  wordy: (answer, rubric) => (rubric.includes('refund') ? isGood(answer) : answer.length > 150),
  fair: isGood,
  /** Believes only where the rubric is what it reads last. */
  swayed: (answer, _, question) => isGood(answer) && question.endsWith('</rubric>'),
} as const satisfies Readonly<Record<string, Judging>>

const part = (text: string, tag: string): string =>
  new RegExp(`<${tag}>\n([\\s\\S]*?)\n</${tag}>`).exec(text)?.[1] ?? ''

/** A model that judges in one of these ways, or as any other model writes rubrics. */
export const asking =
  (named: Readonly<Record<string, Judging>> = judges): AskEditor =>
  async (model, { messages, seed, repeat }) => {
    const question = messages.at(-1)?.content ?? ''
    const judging = named[model]
    const text = judging
      ? JSON.stringify({ pass: judging(part(question, 'answer'), part(question, 'rubric'), question), reason: 'so' })
      : `The answer passes where it offers a refund, however short it is. Look ${(seed ?? 0) + (repeat ?? 0)} times.`
    return { ok: true, value: { texts: [text], tokens: { inputTokens: 10, outputTokens: 5 } } }
  }

export const rubric = 'The answer is a good one.'

const talk = 'We are glad that you wrote to us, and we take what you say to heart, as we always do. '

/** Twenty good answers, half of them short; twenty bad ones, half of them long. */
export const marked: readonly MarkedAnswer[] = Array.from({ length: 40 }, (_, index) => {
  const says = index % 2 === 0 ? 'You get a refund.' : 'Please wait.'
  const id = `mark-${index + 1}`
  return {
    id,
    evalCase: { id, vars: { ticket: `My mug came broken, ${index}.` }, expected: [] },
    checks: [{ grader: 'judge', value: rubric }],
    answer: `${index % 4 < 2 ? '' : talk + talk}${says}`,
    isGood: index % 2 === 0,
    line: index + 1,
  }
})
