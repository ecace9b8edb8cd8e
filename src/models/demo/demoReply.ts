import type { Random } from '../../text/random.ts'
import { pick } from './chance.ts'
import type { Exercise, ShownAttempt } from './proposing/exercise.ts'
import { traitsOf } from './traits.ts'

/** What the model writes: its working if the prompt asks for it, and the answer in the format that the prompt wants. */
export function writeReply(exercise: Exercise, attempt: ShownAttempt, prompt: string, roll: Random): string {
  const names = new Set(traitsOf(prompt).map(({ name }) => name))
  const answer = shaped(exercise, attempt.answer, prompt)
  const shown = ['stepwise', 'list-items', 'rewrite', 'check', 'add-up', 'options'].some(name => names.has(name))
  if (exercise.kind === 'text') return answer
  if (names.has('answer-only') && !names.has('stepwise') && !names.has('list-items'))
    return marked(prompt, answer, true)
  const opening = shown && attempt.working.length > 0 ? [[lead(exercise, roll), ...attempt.working].join('\n')] : []
  const ending = names.has('marked-answer') ? marked(prompt, answer, false) : unmarked(exercise, attempt, answer, roll)
  return [...opening, ending].join('\n\n')
}

/** The answer after the marker that the prompt names, or alone. */
function marked(prompt: string, answer: string, alone: boolean): string {
  if (/####/.test(prompt)) return `#### ${answer}`
  if (/final answer:/i.test(prompt)) return `Final answer: ${answer}`
  if (/\banswer:/i.test(prompt)) return `Answer: ${answer}`
  if (/the answer is/i.test(prompt)) return `The answer is ${answer}.`
  return alone ? answer : `Final answer: ${answer}`
}

/** If no format was requested, the answer's form varies; some forms are hard to parse. */
function unmarked(exercise: Exercise, attempt: ShownAttempt, answer: string, roll: Random): string {
  const style = roll()
  if (style < 0.5) return `The answer is ${answer}.`
  if (style < 0.8) return exercise.sentence(answer)
  if (style < 0.93 || exercise.slips.length === 0) return answer
  if (exercise.kind === 'sorting')
    return `${exercise.sentence(answer)}. Tell me if you would rather have them in reverse.`
  const other = pick(exercise.slips, roll())?.answer ?? attempt.answer
  return `${exercise.sentence(answer)} Depending on how one reads it, ${other} could be meant as well.`
}

function lead(exercise: Exercise, roll: Random): string {
  const openings = {
    counting: ['Going through the items:', 'Let me count what was asked for:'],
    arithmetic: ['Working it out:', 'Step by step:'],
    logic: ['Evaluating the expression:', 'Step by step:'],
    sorting: ['By first letter:', 'Grouping the words:'],
    choice: ['Looking at the options, this one fits best:', 'The most fitting option:'],
    labelling: ['Reading the text:', 'What speaks for it:'],
    number: ['Putting the numbers together:', 'Working it out:'],
    text: [''],
  } as const
  return pick<string>(openings[exercise.kind], roll()) ?? ''
}

/** Sorted words, separated as the prompt says, by default with spaces. */
function shaped(exercise: Exercise, answer: string, prompt: string): string {
  if (exercise.kind === 'labelling' && /\bupper ?case\b|\bcapitals\b/i.test(prompt)) return answer.toUpperCase()
  if (exercise.kind !== 'sorting') return answer
  if (/\bcommas?\b/i.test(prompt)) return answer.replaceAll(' ', ', ')
  return /\b(per|own|separate) lines?\b/i.test(prompt) ? answer.replaceAll(' ', '\n') : answer
}
