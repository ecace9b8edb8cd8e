import type { CaseResult } from '../src/evals/evalSet.ts'
import { pairResults } from '../src/run/reporting/paired.ts'
import { tallyOf } from '../src/run/reporting/tally.ts'
import { compare } from '../src/run/reporting/verdict.ts'
import { type Random, random } from '../src/text/random.ts'

/**
 * How often the 95 % intervals of scores and of differences hold what they were drawn from, how often one contradicts its
 * test, and how often the verdict on two prompts that are alike is "better": `npm run bench:coverage`. Each case has its
 * own difficulty, which both prompts share; the better prompt takes a fifth of the way to a full grade.
 */
const runs = Number(process.argv[2] ?? 2000)
const nulls = 1000

/** A grade as a grader gives it, for a case that is answered well to some degree, 0 to 1. */
const graders: Readonly<Record<string, (skill: number, rng: Random) => number>> = {
  'pass or fail': (skill, rng) => (rng() < skill ? 1 : 0),
  'by degrees': (skill, rng) => bounded(skill + 0.3 * (rng() - 0.5)),
  'in quarters': (skill, rng) => Math.round(4 * bounded(skill + 0.4 * (rng() - 0.5))) / 4,
  'three answers': (skill, rng) => [rng(), rng(), rng()].filter(draw => draw < skill).length / 3,
}

console.log('| grades | cases | score | difference | contradictions | "better" of 1,000 nulls |')
console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
for (const [name, grade] of Object.entries(graders))
  for (const n of [5, 10, 30, 100]) {
    const rng = random('coverage', name, n)
    const truth = meansOf(grade, rng)
    let [score, difference, contradictions] = [0, 0, 0]
    for (let run = 0; run < runs; run++) {
      const { before, after } = draw(n, grade, 0.2, rng)
      if (holds(tallyOf(before).interval() ?? [0, 0], truth.score)) score++
      const paired = pairResults(before, after, rng)
      if (holds(paired.interval, truth.difference)) difference++
      if (paired.pValue >= 0.05 !== holds(paired.interval, 0)) contradictions++
    }
    const better = Array.from({ length: nulls }, (_, seed) => {
      const { before, after } = draw(n, grade, 0, rng)
      return compare(before, after, seed).verdict === 'better'
    }).filter(Boolean).length
    console.log(
      `| ${name} | ${n} | ${percent(score)} | ${percent(difference)} | ${contradictions} | ${((100 * better) / nulls).toFixed(1)} % |`,
    )
  }

function draw(n: number, grade: (skill: number, rng: Random) => number, gain: number, rng: Random) {
  const skills = Array.from({ length: n }, () => (rng() + rng() + rng()) / 3)
  const results = (gained: number): readonly CaseResult[] =>
    skills.map((skill, index) => {
      const found = grade(skill + gained * (1 - skill), rng)
      return { id: `${index}`, answer: '', grade: found, passed: found === 1 }
    })
  return { before: results(0), after: results(gain) }
}

/** What the intervals should hold, from so many cases that their own error does not count. */
function meansOf(grade: (skill: number, rng: Random) => number, rng: Random) {
  const { before, after } = draw(400_000, grade, 0.2, rng)
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
