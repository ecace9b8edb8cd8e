import { clamp01, type ShownAttempt, type Solver } from '../proposing/exercise.ts'
import { rewritten } from './rewriting.ts'

/** "((-1 + 2 + 9 * 5) - (-2 + -4)) =" */
export const solveArithmetic: Solver = text => {
  const found = [...text.matchAll(/(?:[-(][-(\s]*)?\d[\d\s()+\-*/×÷.]*[\d)]/g)]
    .map(match => ({ start: match.index, length: match[0].length, source: match[0], tokens: readTokens(match[0]) }))
    .filter(({ tokens, source }) => tokens.some(isOperator) && !/\d\/\d+\/\d|\d\s+\d/.test(source))
    .filter(
      ({ start, length }) =>
        /^\s*(=|is\b)/.test(text.slice(start + length)) || standsAlone(text, start, start + length),
    )
    .filter(({ tokens }) => reduce(tokens) !== undefined)
  const longest = Math.max(...found.map(({ tokens }) => tokens.length))
  const problem = found.findLast(({ tokens }) => tokens.length === longest)
  const solution = problem && reduce(problem.tokens)
  if (problem === undefined || solution === undefined) return undefined
  const { tokens, start, length, source } = problem
  const slips = solution.working.flatMap((_, step) => {
    const slip = reduce(tokens, step)
    return slip === undefined || slip.answer === solution.answer ? [] : [slip]
  })
  const products = (source.match(/[*×/÷]/g) ?? []).length
  const negatives = tokens.filter(token => typeof token === 'number' && token < 0).length
  return {
    kind: 'arithmetic',
    span: [start, start + length],
    solution,
    slips,
    difficulty: clamp01((tokens.length - 3) / 18) * 0.4 + clamp01(products / 5) * 0.3 + clamp01(negatives / 6) * 0.3,
    sentence: answer => `The result is ${answer}.`,
  }
}

/** The prompt asks for it, or it is on a line of its own: numbers in prose are not an expression. */
const standsAlone = (text: string, start: number, end: number): boolean =>
  /\b(calculate|compute|evaluate|what is|work out|solve|expression|value of)\b[^.\n]*$/i.test(text.slice(0, start)) ||
  (/(^|\n)[ \t]*$/.test(text.slice(0, start)) && /^[ \t]*(\n|$)/.test(text.slice(end)))

type Token = number | string

const isOperator = (token: Token): boolean => token === '+' || token === '-' || token === '*' || token === '/'

/** A minus sign belongs to the number after it unless a value comes before it. */
function readTokens(source: string): readonly Token[] {
  const tokens: Token[] = []
  for (const [raw] of source.matchAll(/\d+(?:\.\d+)?|[()+\-*/×÷]/g)) {
    const token = raw === '×' ? '*' : raw === '÷' ? '/' : raw
    const before = tokens.at(-1)
    const sign = tokens.length > 1 && before === '-' ? tokens.at(-2) : before === '-' ? '(' : undefined
    const unary = sign !== undefined && typeof sign === 'string' && sign !== ')'
    if (!/^\d/.test(token)) tokens.push(token)
    else if (unary) tokens.splice(-1, 1, -Number(token))
    else tokens.push(Number(token))
  }
  return tokens
}

/**
 * Rewrites the expression until one number is left; the result of step `slipAt` gets the wrong sign or is off by one.
 */
function reduce(tokens: readonly Token[], slipAt = -1): ShownAttempt | undefined {
  const spaced = (all: readonly Token[]) => all.map(write).join(' ').replaceAll('( ', '(').replaceAll(' )', ')')
  const ended = rewritten(tokens, rewrite, spaced, slipAt)
  return typeof ended?.left === 'number' ? { answer: write(ended.left), working: ended.working } : undefined
}

function rewrite(tokens: readonly Token[], slip: boolean): readonly Token[] | undefined {
  const close = tokens.indexOf(')')
  const open = close < 0 ? -1 : tokens.lastIndexOf('(', close)
  if (close >= 0 && open < 0) return undefined
  const group = tokens.slice(open + 1, close < 0 ? tokens.length : close)
  if (close >= 0 && group.length === 1) return tokens.toSpliced(open, 3, ...group)
  const product = group.findIndex(token => token === '*' || token === '/')
  const at = product >= 0 ? product : group.findIndex(isOperator)
  const left = group[at - 1]
  const right = group[at + 1]
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  const value = calculate(left, right, group[at])
  return tokens.toSpliced(open + at, 3, slip ? misread(value) : value)
}

function calculate(left: number, right: number, operator: Token | undefined): number {
  if (operator === '*') return left * right
  if (operator === '/') return left / right
  return operator === '+' ? left + right : left - right
}

const misread = (value: number): number => (value !== 0 && Math.abs(value) < 12 ? -value : value + 1)

const write = (token: Token): string => (typeof token === 'number' ? String(Math.round(token * 1e6) / 1e6) : token)
