import type { CaseResult } from '../src/evals/evalSet.ts'
import { pairResults } from '../src/run/reporting/paired.ts'
import { tallyOf } from '../src/run/reporting/tally.ts'
import { compare } from '../src/run/reporting/verdict.ts'
import { type Random, random } from '../src/text/random.ts'

/**
 * How often the 95 % intervals of scores and of differences hold what they were drawn from, how often one contradicts its
 * test, and how often the verdict on two prompts that are alike is "better": `npm run bench:coverage`. Each case has its
 * own difficulty, which both prompts share; the better prompt takes a fifth of the way to a full grade. The shares are means
 * over tasks of which a tenth to nine tenths are done: few cases that pass or fail can show only a few scores, so that at a
 * single true score any intervals hold too often or too rarely.
 */
const runs = Number(process.argv[2] ?? 2000)
const nulls = 1000
/** How well the first prompt does a task. */
const levels = Array.from({ length: 17 }, (_, at) => 0.1 + 0.05 * at)
const levelOf = (run: number): number => levels[run % levels.length] ?? 0.5

type Grader = (skill: number, rng: Random) => number

/** A grade as a grader gives it, for a case that is answered well to some degree, 0 to 1. */
const graders: Readonly<Record<string, Grader>> = {
  'pass or fail': (skill, rng) => (rng() < skill ? 1 : 0),
  'a judge that turns one in five': (skill, rng) => (rng() < skill === rng() < 0.2 ? 0 : 1),
  'by degrees': (skill, rng) => bounded(skill + 0.3 * (rng() - 0.5)),
  'in quarters': (skill, rng) => Math.round(4 * bounded(skill + 0.4 * (rng() - 0.5))) / 4,
  'three answers': (skill, rng) => [rng(), rng(), rng()].filter(draw => draw < skill).length / 3,
}

console.log('| grades | cases | score | difference | contradictions | "better" of 1,000 nulls |')
console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
for (const [name, grade] of Object.entries(graders))
  for (const n of [5, 10, 30, 100]) {
    const rng = random('coverage', name, n)
    const truths = new Map(levels.map(level => [level, meansOf(level, grade, rng)]))
    let [score, difference, contradictions] = [0, 0, 0]
    for (let run = 0; run < runs; run++) {
      const { before, after } = draw(n, levelOf(run), grade, 0.2, rng)
      const truth = truths.get(levelOf(run)) ?? { score: 0, difference: 0 }
      if (holds(tallyOf(before).interval() ?? [0, 0], truth.score)) score++
      const paired = pairResults(before, after, rng)
      if (holds(paired.interval, truth.difference)) difference++
      if (paired.pValue >= 0.05 !== holds(paired.interval, 0)) contradictions++
    }
    const better = Array.from({ length: nulls }, (_, seed) => {
      const { before, after } = draw(n, levelOf(seed), grade, 0, rng)
      return compare(before, after, seed).verdict === 'better'
    }).filter(Boolean).length
    console.log(
      `| ${name} | ${n} | ${percent(score)} | ${percent(difference)} | ${contradictions} | ${((100 * better) / nulls).toFixed(1)} % |`,
    )
  }

function draw(n: number, level: number, grade: Grader, gain: number, rng: Random) {
  const skills = Array.from({ length: n }, () => bounded(level + (rng() + rng() + rng() - 1.5) / 3))
  const results = (gained: number): readonly CaseResult[] =>
    skills.map((skill, index) => {
      const found = grade(skill + gained * (1 - skill), rng)
      return { id: `${index}`, answer: '', grade: found, passed: found === 1 }
    })
  return { before: results(0), after: results(gain) }
}

/** What the intervals should hold, from so many cases that their own error does not count. */
function meansOf(level: number, grade: Grader, rng: Random) {
  const { before, after } = draw(40_000, level, grade, 0.2, rng)
  const [from, to] = [tallyOf(before).score() ?? 0, tallyOf(after).score() ?? 0]
  return { score: from, difference: to - from }
}

function holds([low, high]: readonly [number, number], value: number): boolean {
  return low <= value && value <= high
}

function bounded(grade: number): number {
  return Math.max(0, Math.min(1, grade))
}

function percent(count: number): string {
  return `${((100 * count) / runs).toFixed(1)} %`
}
