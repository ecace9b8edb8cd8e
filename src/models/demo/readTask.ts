import type { Message } from '../model.ts'
import type { Exercise, Solver } from './proposing/exercise.ts'
import { solveArithmetic } from './solve/arithmetic.ts'
import { solveChoice } from './solve/choosing.ts'
import { solveCounting } from './solve/counting.ts'
import { solveLabelling } from './solve/labelling.ts'
import { solveLogic } from './solve/logic.ts'
import { solveSorting } from './solve/sorting.ts'
import { solveWordProblem } from './solve/wordProblem.ts'
import { solveWriting } from './solve/writing.ts'

export interface Task {
  readonly exercise: Exercise
  /** The problem to solve. */
  readonly input: string
  /** Everything that was said about how to solve it. */
  readonly prompt: string
}

/** The most specific kinds come first: a choice may contain numbers, and a labelled text may contain anything. */
const solvers: readonly Solver[] = [
  solveCounting,
  solveChoice,
  solveSorting,
  solveLogic,
  solveArithmetic,
  solveLabelling,
  solveWordProblem,
]

export const readTask = (messages: readonly Message[]): Task =>
  readTaskText(
    messages
      .filter(({ role }) => role !== 'assistant')
      .map(({ content }) => content.replaceAll('\r\n', '\n'))
      .join('\n\n'),
  )

/** The model's context, in characters: of a longer text it reads only the end. */
const longestRead = 20_000

export function readTaskText(whole: string): Task {
  const text = whole.slice(-longestRead)
  let exercise: Exercise | undefined
  for (const solver of solvers) {
    exercise ??= solver(text)
  }
  const found = exercise ?? solveWriting(text)
  const [start, end] = found.span
  return { exercise: found, input: text.slice(start, end), prompt: `${text.slice(0, start)} ${text.slice(end)}`.trim() }
}
