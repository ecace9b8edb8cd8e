import { existsSync, readFileSync } from 'node:fs'
import type { EvalSet } from '../src/evals/evalSet.ts'
import type { PromptAnswers } from '../src/evals/health/votes.ts'
import { doubtedLabels, suspectedLabels } from '../src/evals/health/wrongLabels.ts'
import { readEvalSet } from '../src/evals/reading/readEvalSet.ts'
import { type Random, random, sample } from '../src/text/random.ts'
import { answersTo, drawnAnswers, flipped, graded, type Spoken, setsUnder, wordings } from './labels/voters.ts'

/**
 * How many wrong labels are found: `npm run bench:labels -- FOLDER` flips 5, 10 and 20 % of the labels of every
 * `eval.jsonl` under a folder, ten seeds each, lets nine prompts of different quality answer, and looks at as many of the
 * most doubted cases as labels were flipped, once among those that are told and once among all, by their rank. Beside it
 * a plain baseline: the cases that most prompts fail. Without a
 * folder there is nothing to measure.
 */
const folder = process.argv[2]
/** With the word `drawn` the answers are not the simulated model's, but drawn: right with a chance of .6 to .92. */
const isDrawn = process.argv[3] === 'drawn'
const seeds = 10
const rates = [0.05, 0.1, 0.2]

async function measure(root: string): Promise<void> {
  console.log('| eval set | cases | best prompt | flipped | told | precision | recall | top k: both | baseline: both |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  const all = rates.map(() => zero())
  const untouched = { cases: 0, told: 0, failed: 0 }
  for (const path of setsUnder(root)) {
    const set = readEvalSet(path, readFileSync(path, 'utf8'))
    if (!set.ok) continue
    const spoken = isDrawn
      ? drawnAnswers(set.value, random(path, 'voters'))
      : await Promise.all(wordings.map(wording => answersTo(wording, set.value)))
    const answers = await graded(set.value, spoken)
    const best = Math.max(...answers.map(passedShare))
    untouched.cases += set.value.cases.length
    untouched.told += (await doubtedLabels(set.value, answers)).length
    untouched.failed += set.value.cases.filter(({ id }) => 2 * failuresOf(id, answers) > answers.length).length
    for (const [at, rate] of rates.entries()) {
      const sum = zero()
      for (let seed = 0; seed < seeds; seed++) add(sum, await once(set.value, spoken, rate, random(path, rate, seed)))
      add(all[at] ?? zero(), sum)
      console.log(
        line(path.slice(root.length + 1).replace(/\/eval\.jsonl$/, ''), set.value.cases.length, best, rate, sum),
      )
    }
  }
  for (const [at, rate] of rates.entries()) console.log(line('all', undefined, undefined, rate, all[at] ?? zero()))
  const { cases, told, failed } = untouched
  console.log(`\nWith no label flipped, ${told} of ${cases} cases are told; most prompts fail ${failed} of them.`)
}

interface Counts {
  flipped: number
  told: number
  hits: number
  ranked: number
  baseline: number
}

const zero = (): Counts => ({ flipped: 0, told: 0, hits: 0, ranked: 0, baseline: 0 })

function add(sum: Counts, { flipped, told, hits, ranked, baseline }: Counts): void {
  sum.flipped += flipped
  sum.told += told
  sum.hits += hits
  sum.ranked += ranked
  sum.baseline += baseline
}

function line(name: string, cases: number | undefined, best: number | undefined, rate: number, sum: Counts): string {
  const share = (part: number, of: number): string => (of === 0 ? '–' : (part / of).toFixed(2))
  const quality = best === undefined ? '' : best.toFixed(2)
  return `| ${name} | ${cases ?? ''} | ${quality} | ${100 * rate} % | ${share(sum.told, sum.flipped)} k | ${share(sum.hits, sum.told)} | ${share(sum.hits, sum.flipped)} | ${share(sum.ranked, sum.flipped)} | ${share(sum.baseline, sum.flipped)} |`
}

/** One flipping: at most as many cases are looked at as labels were flipped. */
async function once(set: EvalSet, spoken: readonly Spoken[], rate: number, rng: Random): Promise<Counts> {
  const k = Math.max(1, Math.round(rate * set.cases.length))
  const labels = [...new Set(set.cases.flatMap(({ expected }) => expected))]
  const bad = new Set(sample(set.cases, k, rng).map(({ id }) => id))
  const cases = set.cases.map(evalCase => (bad.has(evalCase.id) ? flipped(evalCase, labels, rng) : evalCase))
  const wrong = { ...set, cases }
  const answers = await graded(wrong, spoken)
  const doubted = (await doubtedLabels(wrong, answers)).flatMap(problem => ('id' in problem ? [problem.id] : []))
  const failed = cases.map(({ id }) => ({ id, by: failuresOf(id, answers) })).sort((a, b) => b.by - a.by)
  const hitsIn = (ids: readonly string[]): number => ids.filter(id => bad.has(id)).length
  const told = doubted.slice(0, k)
  const ranked = (await suspectedLabels(wrong, answers)).slice(0, k).map(({ evalCase }) => evalCase.id)
  return {
    flipped: k,
    told: told.length,
    hits: hitsIn(told),
    ranked: hitsIn(ranked),
    baseline: hitsIn(failed.slice(0, k).map(({ id }) => id)),
  }
}

const failuresOf = (id: string, answers: readonly PromptAnswers[]): number =>
  answers.filter(one => one.get(id)?.passed === false).length

const passedShare = (answers: PromptAnswers): number =>
  [...answers.values()].filter(({ passed }) => passed).length / Math.max(1, answers.size)

if (folder === undefined || !existsSync(folder)) {
  console.log(`skipped: ${folder === undefined ? 'no folder of eval sets was named' : `there is no folder ${folder}`}`)
} else await measure(folder)
