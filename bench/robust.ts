import { existsSync, readFileSync } from 'node:fs'
import type { Case, EvalSet } from '../src/evals/evalSet.ts'
import type { PromptAnswers } from '../src/evals/health/votes.ts'
import { doubtedLabels, suspectedLabels } from '../src/evals/health/wrongLabels.ts'
import { readEvalSet } from '../src/evals/reading/readEvalSet.ts'
import { type Random, random, sample, shuffled } from '../src/text/random.ts'
import { answersTo, drawnAnswers, flipped, graded, type Spoken, setsUnder, wordings } from './labels/voters.ts'

/**
 * What wrong labels cost a choice, and what makes good for them: `npm run bench:robust -- FOLDER` flips 0, 5, 10 and 20 %
 * of the labels of one half of every `eval.jsonl` under a folder, ten seeds each, and lets them choose among nine prompts.
 * A chosen prompt is worth what it scores on the other half, whose labels are as they were. It is chosen by the plain score;
 * by one in which a case counts the less the more it is suspected; and by the plain score once a person has looked at the
 * doubted cases and disputed those that are wrong. Without a folder there is nothing to measure.
 */
const folder = process.argv[2]
const seeds = 10
const rates = [0, 0.05, 0.1, 0.2]

type Voters = (set: EvalSet, path: string, rng: Random) => Promise<readonly Spoken[]>

const asked = new Map<string, Promise<readonly Spoken[]>>()

/** Whose answers choose: prompts that err each by itself; eight that misread three cases of ten alike; the simulated model. */
const voters: Readonly<Record<string, Voters>> = {
  'err by themselves': async (set, _, rng) => drawnAnswers(set, rng),
  'one understands': async (set, _, rng) => misread(set, rng),
  'simulated model': (set, path) => {
    const spoken = asked.get(path) ?? Promise.all(wordings.map(wording => answersTo(wording, set)))
    asked.set(path, spoken)
    return spoken
  },
}

/** The share of the cases that all prompts but the last misread, each in the same way. */
const misreadShare = 0.3
/** How often a prompt is right about any other case. */
const skill = 0.85

function misread({ cases }: EvalSet, rng: Random): readonly Spoken[] {
  const labels = [...new Set(cases.flatMap(({ expected }) => expected))]
  const other = (one: Case): string => flipped(one, labels, rng).expected[0] ?? ''
  const read = new Map(sample(cases, Math.round(misreadShare * cases.length), rng).map(one => [one.id, other(one)]))
  return wordings.map((_, at) => {
    const said = (one: Case): string => (rng() < skill ? (one.expected[0] ?? '') : other(one))
    return new Map(cases.map(one => [one.id, (at < wordings.length - 1 ? read.get(one.id) : undefined) ?? said(one)]))
  })
}

interface Found {
  plain: number[]
  suspected: number[]
  told: number[]
}

async function measure(root: string): Promise<void> {
  console.log('| prompts | flipped | plain score | suspected cases count less | wrong ones disputed |')
  console.log('| --- | ---: | ---: | ---: | ---: |')
  for (const [name, voices] of Object.entries(voters))
    for (const rate of rates) {
      const found: Found = { plain: [], suspected: [], told: [] }
      for (const path of setsUnder(root)) {
        const set = readEvalSet(path, readFileSync(path, 'utf8'))
        if (!set.ok) continue
        for (let seed = 0; seed < seeds; seed++)
          await once(set.value, path, voices, rate, random(name, path, rate, seed), found)
      }
      const less = (worth: readonly number[]): string => meanOf(worth.map((one, at) => one - (found.plain[at] ?? 0)))
      console.log(
        `| ${name} | ${100 * rate} % | ${meanOf(found.plain)} | ${less(found.suspected)} | ${less(found.told)} |`,
      )
    }
}

async function once(
  set: EvalSet,
  path: string,
  voices: Voters,
  rate: number,
  rng: Random,
  found: Found,
): Promise<void> {
  const spoken = shuffled(await voices(set, path, rng), rng)
  const order = shuffled(set.cases, rng)
  const half = Math.round(order.length / 2)
  const labels = [...new Set(set.cases.flatMap(({ expected }) => expected))]
  const wrong = new Set(sample(order.slice(0, half), Math.round(rate * half), rng).map(({ id }) => id))
  const choosing = {
    ...set,
    cases: order.slice(0, half).map(one => (wrong.has(one.id) ? flipped(one, labels, rng) : one)),
  }
  const answers = await graded(choosing, spoken)
  const truth = await graded({ ...set, cases: order.slice(half) }, spoken)
  const suspicion = new Map((await suspectedLabels(choosing, answers)).map(one => [one.evalCase.id, one.against]))
  const doubted = new Set((await doubtedLabels(choosing, answers)).map(problem => ('id' in problem ? problem.id : '')))
  const chosenBy = (weight: (id: string) => number): number => {
    const scores = answers.map(one => scoreOf(one, weight))
    return scoreOf(truth[scores.indexOf(Math.max(...scores))] ?? new Map(), () => 1)
  }
  found.plain.push(chosenBy(() => 1))
  // The chance that the label is right, of the log-odds against it.
  found.suspected.push(chosenBy(id => 1 / (1 + Math.exp(suspicion.get(id) ?? 0))))
  found.told.push(chosenBy(id => (wrong.has(id) && doubted.has(id) ? 0 : 1)))
}

function scoreOf(answers: PromptAnswers, weight: (id: string) => number): number {
  let [sum, total] = [0, 0]
  for (const [id, { passed }] of answers) {
    sum += passed ? weight(id) : 0
    total += weight(id)
  }
  return total === 0 ? 0 : sum / total
}

/** The mean with its standard error. */
function meanOf(values: readonly number[]): string {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, values.length - 1)
  return `${mean.toFixed(3)} ± ${Math.sqrt(variance / values.length).toFixed(3)}`
}

if (folder === undefined || !existsSync(folder)) {
  console.log(`skipped: ${folder === undefined ? 'no folder of eval sets was named' : `there is no folder ${folder}`}`)
} else await measure(folder)
