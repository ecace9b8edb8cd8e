import type { Case, CaseResult } from '../src/evals/evalSet.ts'
import type { Trial } from '../src/evals/scoring/evaluate.ts'
import { race } from '../src/evals/scoring/race.ts'
import { success } from '../src/problem/outcome.ts'
import { random } from '../src/text/random.ts'

/**
 * How busy a race keeps the requests that may be under way at once, in simulated time: `npm run bench:racing`. Candidates
 * pass each case by chance, a request takes between half and twice its usual time, and answers are waited for at the end
 * of each block only.
 */
const runs = 200

console.log('| cases | candidates | at once | asked of all | busy | busy without drops |')
console.log('| ---: | ---: | ---: | ---: | ---: | ---: |')
for (const [cases, candidates, concurrency] of [
  [48, 8, 4],
  [48, 8, 8],
  [48, 8, 16],
  [48, 3, 8],
  [200, 8, 8],
  [200, 8, 32],
] as const) {
  const fast = await measure(cases, candidates, concurrency, 0.2)
  const full = await measure(cases, candidates, concurrency, 0)
  console.log(
    `| ${cases} | ${candidates} | ${concurrency} | ${percent(fast.asked)} | ${percent(fast.busy)} | ${percent(full.busy)} |`,
  )
}

async function measure(count: number, candidates: number, concurrency: number, alpha: number) {
  const items: readonly Case[] = Array.from({ length: count }, (_, index) => ({
    id: `${index}`,
    vars: {},
    expected: [],
  }))
  let [asked, worked, elapsed] = [0, 0, 0]
  for (let seed = 0; seed < runs; seed++) {
    const roll = random(seed, 'race')
    const skills = new Map(Array.from({ length: candidates }, (_, index) => [`c${index}`, 0.5 + 0.4 * roll()]))
    const result = (skill: number, id: string): CaseResult => {
      const passed = roll() < skill
      return { id, answer: '', grade: passed ? 1 : 0, passed }
    }
    const incumbent = items.map(({ id }) => result(0.7, id))
    const evaluate = async (trials: readonly Trial[]) => {
      // Whoever is free takes the next trial, as `evaluate` does.
      const free = Array.from({ length: concurrency }, () => 0)
      for (const _ of trials) {
        const next = free.indexOf(Math.min(...free))
        const took = 2 ** (2 * roll() - 1)
        free[next] = (free[next] ?? 0) + took
        worked += took
      }
      asked += trials.length
      elapsed += Math.max(...free)
      return success(trials.map(({ text, evalCase }) => result(skills.get(text) ?? 0, evalCase.id)))
    }
    const options = { alpha, firstTest: alpha === 0 ? 0 : 10 }
    await race([...skills.keys()], incumbent, items, evaluate, options)
  }
  return { asked: asked / (runs * count * candidates), busy: worked / (elapsed * concurrency) }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
