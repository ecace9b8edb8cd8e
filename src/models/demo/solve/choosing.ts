import { chance } from '../chance.ts'
import { clamp01, type ShownAttempt, type Solver } from '../proposing/exercise.ts'
import { askedDate } from './dates.ts'

/**
 * A question with options "(A) …", "B) …" or "C. …", each on its own line. Apart from a few clues, the choice is a
 * guess.
 */
export const solveChoice: Solver = text => {
  const options = [...text.matchAll(/^[ \t]*\(?([A-Z])[).][ \t]+(.+)$/gm)].map(match => ({
    letter: match[1] ?? '',
    text: match[2] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }))
  const first = options.findLastIndex(option => option.letter === 'A')
  const list = options.slice(first)
  const [head] = list
  const last = list.at(-1)
  if (first < 0 || head === undefined || last === undefined || list.length < 2) return undefined
  const before = text.slice(0, head.start)
  const start = startOfQuestion(before)
  const question = before.slice(start)
  const attempts = list.map(option => ({
    answer: `(${option.letter})`,
    working: [`(${option.letter}) ${option.text}`],
  }))
  const chosen = list
    .map((option, index) => ({
      index,
      value: clue(
        question,
        option.text,
        list.map(({ text }) => text),
      ),
    }))
    .reduce((best, one) => (one.value > best.value ? one : best))
  const solution: ShownAttempt | undefined = attempts[chosen.index]
  if (solution === undefined) return undefined
  return {
    kind: 'choice',
    span: [start, last.end],
    solution,
    slips: attempts.filter(({ answer }) => answer !== solution.answer),
    difficulty: clamp01((list.length - 2) / 4) * 0.5 + clamp01(question.length / 600) * 0.5,
    sentence: answer => `I would choose ${answer}.`,
  }
}

/** The question is the paragraph before the options; if "Options:" is a paragraph of its own, the one before that. */
function startOfQuestion(before: string): number {
  const trimmed = before.replace(/\s*(Options|Choices|Answers)\s*:?\s*$/i, '').trimEnd()
  const gap = trimmed.lastIndexOf('\n\n')
  return gap < 0 ? 0 : gap + 2
}

/**
 * How well an option fits: by the computed date, by its tone if the question is about sarcasm, otherwise by common
 * words.
 */
function clue(question: string, option: string, options: readonly string[]): number {
  if (option.trim() === askedDate(question)) return 10
  if (/sarcas|ironic/i.test(question)) return tone(option) + chance(option) / 10
  const asked = new Set(words(question))
  const shared = words(option).filter(word => asked.has(word)).length / Math.max(1, words(option).length)
  const longest = Math.max(...options.map(({ length }) => length))
  return shared + (0.5 * option.length) / longest + chance(question, option)
}

const words = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{4,}/g) ?? []

/** Sarcasm praises what does not deserve it: kind words count for it, unkind ones against it. */
function tone(option: string): number {
  const kind =
    option.match(
      /\b(great|good|love|best|fun|happy|wow|right|totally|definitely|clearly|obviously|surely|thank|brilliant|perfect|amazing|smart|better|generous|well|yes|yeah|always|nice)\b/gi,
    ) ?? []
  const unkind =
    option.match(
      /\b(bad|worse|worst|hate|terrible|awful|not|wrong|never|mistaken|sad|stupid|no|horrible|anxiety|unlikely|toxic)\b/gi,
    ) ?? []
  return kind.length - unkind.length
}
