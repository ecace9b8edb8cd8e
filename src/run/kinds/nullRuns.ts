import type { Case, EvalSet } from '../../evals/evalSet.ts'
import { evaluate } from '../../evals/scoring/evaluate.ts'
import { fitToCap } from '../../evals/scoring/fitToCap.ts'
import { demoChat } from '../../models/demo/demoModel.ts'
import { type Ledger, ledger } from '../../models/layers/ledger.ts'
import type { ChatModel } from '../../models/model.ts'
import type { Role } from '../../models/roles.ts'
import { noUsage } from '../../models/usage.ts'
import { best } from '../../optimizer/momentum/past.ts'
import { takesOf } from '../../optimizer/stepRequests.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readRequested } from '../../prompts/requestedPrompt.ts'
import { type Random, random } from '../../text/random.ts'
import type { OpenedRun } from '../binding/openRun.ts'
import { tooSmall } from '../projectCalls.ts'
import { openTest } from '../reporting/verdict.ts'
import type { RunRequest, RunSettings } from '../request.ts'
import type { Comparison } from './comparison.ts'
import { outlineRun, type RunOutline } from './outline.ts'
import { searchAndJudge } from './searchAndJudge.ts'

/** How answers are graded: by the share of their parts that are right, and how often each case is asked. */
interface NullGrades {
  readonly parts: number
  readonly repeats: number
  /** How many parts are right, given how easy the case is, 0 to 1. */
  right(skill: number, rng: Random): number
}

const passes = (skill: number, rng: Random): number => (rng() < skill ? 1 : 0)

/** Pass or fail, gradually, or as the mean of three answers that pass or fail. */
export const nullGrades = {
  'pass or fail': { parts: 1, repeats: 1, right: passes },
  'by degrees': {
    parts: 10,
    repeats: 1,
    right: (skill, rng) => Math.round(10 * Math.max(0, Math.min(1, skill + 0.3 * (rng() - 0.5)))),
  },
  'three answers': { parts: 1, repeats: 3, right: passes },
} as const satisfies Readonly<Record<string, NullGrades>>

/** What makes both sides equal: one prompt that is asked twice, or a model that ignores its prompt. */
export type NullKind = 'one prompt twice' | 'a whole run'

/** One run in which no prompt can be better than another. */
export interface NullRun {
  /** Absent if the cap left nothing for a verdict. */
  readonly verdict?: Comparison['verdict']
  /** How much the best prompt's validation score exceeds the original's: the luck of the choice. */
  readonly gain: number
  /** Requests to all models together. */
  readonly calls: number
}

const original = 'Answer the question.\n\n{{input}}\n'

/**
 * A run in which only the answers of the task model are made up; the rest, from the splits to the verdict and with the
 * caps, is what every run does, but nothing is kept on disk. Each case has its own difficulty, and the prompt has no
 * effect. The seed of the settings decides everything. Fails if a cap is too small for a run.
 */
export async function nullRun(
  kind: NullKind,
  grades: keyof typeof nullGrades,
  count: number,
  settings: RunSettings,
): Promise<Outcome<NullRun>> {
  const { signal } = new AbortController()
  const request = requestOf(nullGrades[grades], count, settings)
  const fit = fitToCap(request.evalSet, request.settings, takesOf(request.settings))
  const refused = tooSmall(fit, request.settings)
  if (refused) return failure(refused)
  const opened = openNull(request, nullGrades[grades])
  if (!opened.ok) return opened
  const context = { keys: {}, emit: () => undefined, signal, now: () => 0 }
  const journal = { append: () => undefined, close: () => undefined }
  const outline = outlineRun(request, fit, context, opened.value, journal)
  if (!outline.ok) return outline
  const found = await (kind === 'a whole run' ? wholeRun : samePromptTwice)(outline.value)
  const { task, optimizer } = opened.value.ledger.usage()
  return found.ok ? success({ ...found.value, calls: task.calls + optimizer.calls }) : found
}

type Found = Omit<NullRun, 'calls'>

async function wholeRun(outline: RunOutline): Promise<Outcome<Found>> {
  const judged = await searchAndJudge(outline)
  if (!judged.ok) return judged
  const { trajectory, outcome } = judged.value
  const gain = best(trajectory).score - trajectory.initial.score
  return success({ ...(outcome.verdict && { verdict: outcome.verdict.comparison.verdict }), gain })
}

async function samePromptTwice({ splits, opened, examine, request }: RunOutline): Promise<Outcome<Found>> {
  const { seed, concurrency } = request.settings
  const { text } = opened.target
  const verdict = await openTest({ initial: text, best: `${text} ` }, splits.test, seed, (trials, told) =>
    evaluate(trials, examine, concurrency, told),
  )
  return verdict.ok ? success({ verdict: verdict.value.comparison.verdict, gain: 0 }) : verdict
}

const partOf = (index: number): string => `part ${index + 1}.`

function requestOf({ parts, repeats }: NullGrades, count: number, settings: RunSettings): RunRequest {
  const cases = Array.from(
    { length: count },
    (_, index): Case => ({ id: `${index}`, vars: { input: `Case ${index + 1}` }, expected: [] }),
  )
  const evalSet: EvalSet = {
    path: '/null.jsonl',
    cases,
    checks: Array.from({ length: parts }, (_, index) => ({ grader: 'includes', value: partOf(index) })),
    exemplars: [],
    problems: [],
  }
  return {
    id: 'null',
    kind: 'optimize',
    folder: '/',
    prompt: { path: '/null.prompt.md', target: 'body', source: original },
    evalSet,
    pairedBy: 'chosen',
    models: { task: { kind: 'demo', id: 'demo' }, optimizer: { kind: 'demo', id: 'demo' } },
    settings: { ...settings, repeats },
  }
}

/** What an opened run has, with made-up answers and without a disk; the cap counts as in any run. */
function openNull({ prompt, settings }: RunRequest, { right }: NullGrades): Outcome<OpenedRun> {
  const read = readRequested(prompt)
  if (!read.ok) return read
  const target = read.value.targets.find(({ id }) => id === prompt.target)
  if (target === undefined) throw new Error('A prompt of Markdown has a body.')
  const { caps, seed } = settings
  const accounts = ledger({ caps, prices: {}, usage: noUsage, startedAt: 0, now: () => 0 })
  const counted = (role: Role, { id, chat }: ChatModel): ChatModel => ({ id, chat: once(role, chat, accounts) })
  return success({
    prompt: read.value,
    target,
    models: { task: counted('task', unmoved(seed, right)), optimizer: counted('optimizer', demoChat(seed)) },
    ledger: accounts,
    answers: { sync: () => undefined },
    grading: { close: () => undefined },
    elapsedMs: () => 0,
    close: () => undefined,
  })
}

/** Asks for each answer once, and counts it; what was asked before is free, as in any run. */
function once(role: Role, chat: ChatModel['chat'], accounts: Ledger): ChatModel['chat'] {
  const known = new Map<string, Awaited<ReturnType<ChatModel['chat']>>>()
  return async (request, signal) => {
    const key = JSON.stringify(request)
    const before = known.get(key)
    if (before) return before
    const reserved = await accounts.reserve(role, nothing, signal)
    if (!reserved.ok) return reserved
    const reply = await chat(request, signal)
    reserved.value.settle(nothing)
    known.set(key, reply)
    return reply
  }
}

/** Only requests are counted: made-up answers have no tokens worth counting. */
const nothing = { inputTokens: 0, outputTokens: 0 }

/** Answers each case as well as its difficulty allows, with luck that differs from prompt to prompt. */
const unmoved = (seed: number, right: NullGrades['right']): ChatModel => ({
  id: 'null',
  async chat({ messages, repeat = 0 }) {
    const sent = messages.map(({ content }) => content).join('\n')
    const asked = sent.match(/Case \d+/g)?.at(-1) ?? ''
    const skill = random(seed, 'difficulty', asked)()
    const count = right(skill, random(seed, 'answer', sent, repeat))
    const text = Array.from({ length: count }, (_, index) => partOf(index)).join(' ')
    return success({ texts: [text], tokens: nothing })
  },
})
