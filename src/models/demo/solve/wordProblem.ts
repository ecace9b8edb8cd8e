import { clamp01, type ShownAttempt, type Solver } from '../proposing/exercise.ts'

/**
 * A question in prose whose answer is a number. The model combines the numbers as the words suggest, which is seldom
 * right if more than one step is needed.
 */
export const solveWordProblem: Solver = text => {
  const match = [...text.matchAll(/[^\n]+/g)].findLast(([line]) => asks.test(line) && numbersIn(line).length > 1)
  if (match === undefined) return undefined
  const [problem] = match
  const numbers = numbersIn(problem)
  const ways = [sum(numbers), product(numbers), difference(numbers)]
  const suggested = /\b(left|fewer|less|remain|gave|spent|ate|lost|difference|change)\b/i.test(problem)
    ? 2
    : /\b(each|every|per|times|twice|dozen|double)\b/i.test(problem)
      ? 1
      : 0
  const [solution, ...slips] = [...ways.slice(suggested), ...ways.slice(0, suggested)]
  if (solution === undefined) return undefined
  return {
    kind: 'number',
    span: [match.index, match.index + problem.length],
    solution,
    slips: slips.filter(slip => slip.answer !== solution.answer),
    difficulty: clamp01((numbers.length - 2) / 5),
    sentence: answer => `It comes to ${answer}.`,
  }
}

const asks =
  /\b(?:how (?:many|much|old|long|far|tall)|what (?:is|was|percent|fraction|number|percentage)|calculate|find the)\b/i

const numbersIn = (text: string): readonly number[] =>
  (text.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []).map(number => Number(number.replaceAll(',', '')))

const sum = (numbers: readonly number[]): ShownAttempt => attempt(numbers, '+', (a, b) => a + b)
const difference = (numbers: readonly number[]): ShownAttempt => attempt(numbers, '-', (a, b) => a - b)
const product = (numbers: readonly number[]): ShownAttempt => attempt(numbers.slice(0, 3), '*', (a, b) => a * b)

function attempt(numbers: readonly number[], sign: string, combine: (a: number, b: number) => number): ShownAttempt {
  const answer = String(Math.round(numbers.reduce(combine) * 100) / 100)
  return { answer, working: [`${numbers.join(` ${sign} `)} = ${answer}`] }
}
