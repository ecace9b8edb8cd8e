import type {
  Candidate,
  Comparison,
  Graded,
  Progress,
  Scored,
  Step,
  Usage,
  ViewReport,
} from '../../src/protocol/page.ts'
import { ngramSimilarity } from '../../src/text/similarity.ts'

// The parts of made-up runs. Every number comes from a formula, so they never change.

export const original =
  'Read the question and give the answer. Think about it step by step. Answer with one word.\n\nQuestion: {{question}}'

export const baseline = (text: string): Scored => ({ text, score: 25 / 48, grades: grades(0, 25) })

/** As many cases right as the score says: the easy ones first, with some chance of its own at every step. */
function grades(step: number, right: number): readonly Graded[] {
  const order = Array.from({ length: 48 }, (_, index) => index).sort((a, b) => ease(a) - ease(b))
  function ease(index: number) {
    return chance(1, index) + 0.5 * chance(step + 2, index)
  }
  const passed = new Set(order.slice(0, right))
  return Array.from({ length: 48 }, (_, index) => ({
    id: `case-${index + 1}`,
    grade: step % 7 === 3 && index === 5 ? null : passed.has(index) ? 1 : 0,
  }))
}

export const chance = (row: number, column: number): number => {
  const noise = Math.sin(row * 12.9898 + column * 78.233) * 43758.5453
  return noise - Math.floor(noise)
}

export const inputOf = (index: number): string =>
  `I have ${['a stove', 'three ducks', 'two violins', 'a lamp'][index % 4]}, ${['a chair', 'four plums', 'an oboe'][index % 3]} and ${['a snail', 'five heads of garlic'][index % 2]}. How many objects do I have?`

export const steps = (size: number, width: number, from: string): readonly Step[] =>
  Array.from({ length: size }, (_, index) => makeStep(index + 1, width, from))

export function makeStep(step: number, width: number, from: string): Step {
  const rise = riseAt(step)
  const candidates = Array.from({ length: width }, (_, index) => makeCandidate(step, index, rise, from))
  const scores = candidates.map(({ status, score }) => (status === 'evaluated' ? (score ?? 0) : -1))
  const winner = scores.some(score => score >= 0) ? scores.indexOf(Math.max(...scores)) : null
  const before = winnerBefore(step, width, from)
  return {
    step,
    epoch: 1 + Math.floor(step / 6),
    stepSize: stepSize(step),
    current: before[0] ?? baseline(from),
    shown: mostSimilar(before),
    metaPrompt: `Here are prompts with their scores, the best last.\n\n<prompt score="52">\n${from}\n</prompt>\n\nChange at most ${stepSize(step)} words. Keep {{question}}.`,
    candidates,
    winner,
    ...(winner !== null && { grades: grades(step, Math.round((candidates[winner]?.score ?? 0) * 48)) }),
    usage: usageAt(step),
  }
}

/** The original and the winners before a step, the one it starts from first. */
function winnerBefore(step: number, width: number, from: string): readonly Scored[] {
  const made = [{ text: from, score: 25 / 48 }]
  for (let before = Math.max(1, step - 3); before < step; before++) {
    const rise = riseAt(before)
    for (let index = 0; index < width; index++) {
      const { text, status, score = 0 } = makeCandidate(before, index, rise, from)
      if (status === 'evaluated' && score > (made[0]?.score ?? 0)) made.unshift({ text, score })
    }
  }
  return made
}

/** As momentum by relevance shows them. */
function mostSimilar([current, ...past]: readonly Scored[]): readonly Scored[] {
  if (current === undefined) return []
  const likeness = ({ text }: Scored) => ngramSimilarity(current.text, text)
  return [current, ...past.sort((a, b) => likeness(b) - likeness(a)).slice(0, 2)]
}

const riseAt = (step: number) => 0.25 * (1 - Math.exp(-step / 8))

/** Early steps cost more: they drop fewer candidates. */
const usageAt = (step: number): Usage => {
  const share = 1 - Math.exp(-step / 14)
  const calls = Math.round(5000 * share) + 96
  return {
    ...usage,
    task: { ...usage.task, calls },
    optimizer: { ...usage.optimizer, calls: step },
    usd: 0.0001 * calls,
  }
}

function makeCandidate(step: number, index: number, rise: number, from: string): Candidate {
  const luck = chance(step, index)
  const extra = `${extras[(step + index) % extras.length]} ${endings[(step * 3 + index) % endings.length]}`
  const text = from.replace('Think about it step by step.', extra)
  const made = { text, wordsChanged: 6 + Math.floor(luck * stepSize(step)) }
  const score = Math.round((0.42 + rise + 0.22 * luck) * 48) / 48
  if (index % 8 === 7)
    return { ...made, status: 'rejected', cases: 0, problem: { code: 'placeholder-lost', token: '{{question}}' } }
  if (index % 8 === 5) return { ...made, status: 'known', score, cases: 48 }
  if (index % 4 === 2)
    return { ...made, status: 'dropped', score: score * (index === 2 ? 0.45 : 0.75), cases: index === 2 ? 30 : 20 }
  return { ...made, status: 'evaluated', score, cases: 48 }
}

const stepSize = (step: number) =>
  step === 1 ? 25 : Math.max(10, Math.round(30 + 20 * Math.cos((Math.PI * (step - 2)) / 16)))

const extras = [
  'Work through the facts one by one, then check the result before you answer.',
  'List what is given. Decide what is asked. Only then choose.',
  'If a number is asked for, count aloud and give the number.',
  'Think step by step, and name the rule that decides.',
]

const endings = [
  'Do not guess.',
  'Say which words you counted.',
  'Count every item of a group.',
  'Ignore what was not asked.',
  'Write the result alone on the last line.',
]

export const progress = (phase: Progress['phase'], step: number, done: number, of: number): Progress => ({
  phase,
  step,
  steps: 18,
  done,
  of,
  best: 0.66,
  usage,
})

const usage: Usage = {
  task: { calls: 4231, cached: 812, inputTokens: 1_204_500, outputTokens: 60_200 },
  optimizer: { calls: 18, cached: 0, inputTokens: 44_000, outputTokens: 31_000 },
  judge: { calls: 0, cached: 0, inputTokens: 0, outputTokens: 0 },
  embedding: { calls: 0, cached: 0, inputTokens: 0, outputTokens: 0 },
  usd: 0.4231,
}

/** Test cases that the best prompt has right; yours has 75. */
const tested = { better: 103, worse: 61, 'not distinguishable': 78 } as const

export function verdict(size: number, width: number, kind: Comparison['verdict']): { report: ViewReport } {
  const made = steps(size, width, original)
  const scored = (step: Step) => step.candidates[step.winner ?? 0]?.score ?? 0
  const best = made.toSorted((a, b) => scored(b) - scored(a))[0]
  const better: Comparison = {
    cases: 144,
    fixed: 35,
    broken: 7,
    pValue: 0.000014,
    interval: [0.118, 0.269],
    verdict: kind,
  }
  const less: Comparison = {
    ...better,
    fixed: 6,
    broken: 20,
    pValue: 0.0094,
    interval: [-0.167, -0.028],
    verdict: kind,
  }
  const even: Comparison = { cases: 144, fixed: 12, broken: 9, pValue: 0.66, interval: [-0.041, 0.083], verdict: kind }
  return {
    report: {
      runId: 'run-1',
      prompt: 'prompts/answer.prompt.md',
      evalSet: 'evals/answer.jsonl',
      pairedBy: 'sibling',
      strategy: 'gpo',
      seed: 1,
      stop: kind === 'better' ? 'steps' : 'no-gain',
      initial: { text: original, validation: 25 / 48, test: 75 / 144 },
      best: {
        text: best?.candidates[best.winner ?? 0]?.text ?? original,
        step: best?.step ?? 0,
        validation: best?.candidates[best.winner ?? 0]?.score ?? null,
        test: tested[kind] / 144,
      },
      comparison: { better, worse: less, 'not distinguishable': even }[kind],
      usage,
      written: false,
    },
  }
}
