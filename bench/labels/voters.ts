import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Case, EvalSet } from '../../src/evals/evalSet.ts'
import { grade } from '../../src/evals/grading/grade.ts'
import type { PromptAnswers } from '../../src/evals/health/votes.ts'
import { demoChat } from '../../src/models/demo/demoModel.ts'
import type { Random } from '../../src/text/random.ts'

/** From careless to careful: what they say decides how well the simulated model answers. */
export const wordings = [
  'Answer.',
  'Answer the question.',
  'Think.',
  'Read the question carefully and answer it.',
  'Reply with the answer only.',
  'Think step by step, then give the final answer.',
  'Think step by step. End with a line "Answer: " and the answer.',
  'List the items one by one, add up, and end with "Answer: " and the answer.',
  'Work step by step, check each step, and end with "Answer: " and the answer. Choose one of the options where there are any.',
]

/** The case with another label of the set, drawn. */
export function flipped(evalCase: Case, labels: readonly string[], rng: Random): Case {
  const others = labels.filter(label => !evalCase.expected.includes(label))
  return { ...evalCase, expected: [others[Math.floor(rng() * others.length)] ?? 'none'] }
}

/** What a prompt answers, by case id; the labels do not count for it. */
export type Spoken = ReadonlyMap<string, string>

export async function answersTo(wording: string, { cases }: EvalSet): Promise<Spoken> {
  const model = demoChat(0)
  const { signal } = new AbortController()
  const spoken = new Map<string, string>()
  for (const { id, vars } of cases) {
    const content = `${wording}\n\n${Object.values(vars).join('\n')}`
    const messages = [{ role: 'user' as const, content }]
    const reply = await model.chat({ messages, temperature: 0, maxTokens: 1024, n: 1 }, signal)
    if (reply.ok) spoken.set(id, reply.value.texts[0] ?? '')
  }
  return spoken
}

/** Nine prompts from careless to careful; of those that are wrong about a case, half give the same wrong answer. */
export function drawnAnswers({ cases }: EvalSet, rng: Random): readonly Spoken[] {
  const labels = [...new Set(cases.flatMap(({ expected }) => expected))]
  const shared = new Map(cases.map(one => [one.id, flipped(one, labels, rng).expected[0] ?? '']))
  return wordings.map((_, at) => {
    const skill = 0.6 + 0.04 * at
    return new Map(
      cases.map(one => {
        const wrong = rng() < 0.5 ? shared.get(one.id) : flipped(one, labels, rng).expected[0]
        return [one.id, (rng() < skill ? one.expected[0] : wrong) ?? '']
      }),
    )
  })
}

export const graded = (set: EvalSet, spoken: readonly Spoken[]): Promise<readonly PromptAnswers[]> =>
  Promise.all(
    spoken.map(async answers => {
      const judged = new Map<string, { readonly answer: string; readonly passed: boolean }>()
      for (const evalCase of set.cases) {
        const answer = answers.get(evalCase.id) ?? ''
        const found = await grade(answer, evalCase, set.checks)
        judged.set(evalCase.id, { answer, passed: found.ok && found.value.passed })
      }
      return judged
    }),
  )

/** The eval sets under a folder, by their paths. */
export function setsUnder(root: string): readonly string[] {
  return readdirSync(root)
    .sort()
    .flatMap(name => {
      const path = join(root, name)
      if (statSync(path).isDirectory()) return setsUnder(path)
      return name === 'eval.jsonl' ? [path] : []
    })
}
