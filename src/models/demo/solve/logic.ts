import { clamp01, type ShownAttempt, type Solver } from '../proposing/exercise.ts'
import { rewritten } from './rewriting.ts'

/** "not ( True and False ) or True is" */
export const solveLogic: Solver = text => {
  const found = [
    ...text.matchAll(/(?:\b(?:not|and|or|True|False)\b|[()])(?:[ \t]*(?:\b(?:not|and|or|True|False)\b|[()]))*/g),
  ]
    .map(match => ({ start: match.index, tokens: match[0].match(/\w+|[()]/g) ?? [], length: match[0].length }))
    .filter(
      ({ tokens }) =>
        tokens.length > 1 && tokens.some(token => /not|and|or/.test(token)) && reduce(tokens) !== undefined,
    )
  // Prompts often say "True or False" themselves, so the longer expression is more likely to be the problem.
  const longest = Math.max(...found.map(({ tokens }) => tokens.length))
  const problem = found.findLast(({ tokens }) => tokens.length === longest)
  const solution = problem && reduce(problem.tokens)
  if (problem === undefined || solution === undefined) return undefined
  const { tokens, start, length } = problem
  const slips = solution.working
    .map((_, step) => reduce(tokens, step))
    .filter(slip => slip !== undefined)
    .filter(slip => slip.answer !== solution.answer)
  const nots = tokens.filter(token => token === 'not').length
  return {
    kind: 'logic',
    span: [start, start + length],
    solution,
    slips,
    difficulty: clamp01((tokens.length - 4) / 10) * 0.6 + clamp01(nots / 4) * 0.4,
    sentence: answer => `The expression is ${answer}.`,
  }
}

/**
 * Rewrites the expression until one value is left, inverting the result of step `slipAt`; undefined if it is not an
 * expression.
 */
function reduce(tokens: readonly string[], slipAt = -1): ShownAttempt | undefined {
  const ended = rewritten(tokens, rewrite, all => all.join(' '), slipAt)
  const answer = ended?.left
  return ended && (answer === 'True' || answer === 'False') ? { answer, working: ended.working } : undefined
}

/** One step: removes brackets around a value, or else evaluates the first not, and, or of the first innermost group. */
function rewrite(tokens: readonly string[], slip: boolean): readonly string[] | undefined {
  const close = tokens.indexOf(')')
  const open = close < 0 ? -1 : tokens.lastIndexOf('(', close)
  if (close >= 0 && open < 0) return undefined
  const end = close < 0 ? tokens.length : close
  const group = tokens.slice(open + 1, end)
  if (close >= 0 && group.length === 1) return tokens.toSpliced(open, 3, flipIf(slip, group[0] ?? ''))
  for (const [operator, width] of [
    ['not', 2],
    ['and', 3],
    ['or', 3],
  ] as const) {
    const at = group.findIndex((token, index) => token === operator && (width === 3 || isValue(group[index + 1])))
    if (at < 0) continue
    const left = group[at - 1]
    const right = group[at + 1]
    if (!isValue(right) || (width === 3 && !isValue(left))) return undefined
    const truth =
      operator === 'not'
        ? right === 'False'
        : operator === 'and'
          ? left === 'True' && right === 'True'
          : left === 'True' || right === 'True'
    return tokens.toSpliced(open + 1 + at - (width - 2), width, flipIf(slip, truth ? 'True' : 'False'))
  }
  return undefined
}

const isValue = (token: string | undefined): boolean => token === 'True' || token === 'False'

const flipIf = (slip: boolean, value: string): string => (slip ? (value === 'True' ? 'False' : 'True') : value)
