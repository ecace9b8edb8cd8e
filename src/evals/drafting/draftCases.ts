import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { type DraftKind, draftKinds, type NewCase } from '../writing/newCase.ts'
import { bare, replyItems, valuesIn } from './replyItems.ts'
import { answersRequest, inputsRequest, kindsInWords, rulesRequest } from './requests.ts'
import { type GradersHeld, graderForRule } from './ruleGrader.ts'

/** Everything that drafting needs to know about a prompt, as plain data. */
export interface DraftPlan {
  /** The whole prompt as the task model gets it, with its placeholders. */
  readonly prompt: string
  readonly placeholders: readonly string[]
  readonly goal?: string
  /** The answers among which the prompt lets choose; empty if they are open. */
  readonly labels: readonly string[]
  readonly languages: readonly string[]
  /** Number of cases wanted, at least 1. */
  readonly count: number
  /** One rule or label that all cases are to be about, instead of the rules that the model finds. */
  readonly about?: string
  /** The inputs of the cases and drafts that are there already. */
  readonly known: readonly string[]
  readonly graders: GradersHeld
}

/** Asks the optimizer model; `room` is the greatest length of its reply in tokens. */
export type AskForDraft = (text: string, room: number) => Promise<Outcome<string>>

/** What the prompt promises, with the number of drafts of each kind that test it. */
export interface RuleCoverage {
  readonly rule: string
  readonly drafts: Readonly<Partial<Record<DraftKind, number>>>
}

export interface DraftedCases {
  readonly cases: readonly NewCase[]
  readonly rules: readonly RuleCoverage[]
  /** Inputs that were written and not kept: copies of each other, of the prompt or of cases that are there. */
  readonly dropped: number
  /** What ended the drafting before all rules had inputs, if something did. */
  readonly problem?: Problem
}

/**
 * Drafts cases for a prompt: first the rules that its answers must follow, then inputs that test each of them, of every
 * kind; then an expected answer where the answers are a closed list, else a grader that checks the rule. Fails if
 * nothing could be drafted.
 */
export async function draftCases(plan: DraftPlan, ask: AskForDraft): Promise<Outcome<DraftedCases>> {
  const rules = await rulesFor(plan, ask)
  if (!rules.ok) return rules
  const shares = sharesOf(plan.count, rules.value.length)
  const drafted = await Promise.all(
    rules.value.slice(0, shares.length).map((rule, at) => draftsFor(plan, rule, shares[at] ?? 0, at, ask)),
  )
  const seen = new Set(plan.known.map(key))
  const cases: NewCase[] = []
  const covered: RuleCoverage[] = []
  let dropped = 0
  for (const [at, { drafts, written }] of drafted.entries()) {
    const kept = drafts.filter(({ vars }) => {
      const own = key(Object.values(vars).join('\n'))
      return !seen.has(own) && seen.add(own)
    })
    dropped += written - kept.length
    cases.push(...kept)
    covered.push({ rule: rules.value[at] ?? '', drafts: countsOf(kept) })
  }
  const problem = drafted.find(one => one.problem)?.problem
  if (cases.length === 0) return failure(problem ?? { code: 'nothing-drafted', reply: drafted[0]?.reply ?? '' })
  return success({ cases: cases.slice(0, plan.count), rules: covered, dropped, ...(problem && { problem }) })
}

/** The most rules of one prompt, and the most inputs of one request: longer lists get worse towards their end. */
const mostRules = 8
const mostInputs = 8

async function rulesFor(
  { prompt, goal, about, labels, count }: DraftPlan,
  ask: AskForDraft,
): Promise<Outcome<readonly string[]>> {
  if (about !== undefined) {
    const label = labels.find(one => one.toLowerCase() === about.toLowerCase())
    return success([label === undefined ? about : `The right answer is "${label}".`])
  }
  const wanted = Math.max(3, Math.min(mostRules, Math.ceil(count / draftKinds.length)))
  const reply = await ask(rulesRequest(prompt, goal, wanted), 100 + 60 * wanted)
  if (!reply.ok) return reply
  const told = replyItems(reply.value).map(({ text }) => text.split('\n')[0]?.trim() ?? '')
  const rules = [...new Map(told.filter(isRule).map(rule => [key(rule), rule])).values()].slice(0, wanted)
  // A model that names none can still write inputs for the prompt as a whole.
  return success(rules.length > 0 ? rules : ['The answer does what the instruction says.'])
}

const isRule = (text: string): boolean => text.length >= 8 && text.length <= 300 && !text.endsWith('?')

/** How many drafts each rule gets: as evenly as possible, the first ones more. */
function sharesOf(count: number, rules: number): readonly number[] {
  const used = Math.min(count, rules)
  return Array.from({ length: used }, (_, at) => Math.floor(count / used) + (at < count % used ? 1 : 0))
}

interface RuleDrafts {
  readonly drafts: readonly NewCase[]
  readonly written: number
  readonly reply: string
  readonly problem?: Problem
}

async function draftsFor(
  plan: DraftPlan,
  rule: string,
  share: number,
  at: number,
  ask: AskForDraft,
): Promise<RuleDrafts> {
  const { prompt, placeholders, goal, languages, known } = plan
  const drafts: NewCase[] = []
  let written = 0
  let last = ''
  for (let left = share; left > 0; left -= mostInputs) {
    const count = Math.min(left, mostInputs)
    const language = languages.length > 1 ? languages[at % languages.length] : undefined
    const earlier = [...known.slice(-2), ...drafts.slice(-3).map(({ vars }) => Object.values(vars).join(' '))].map(
      brief,
    )
    const said = { ...(goal !== undefined && { goal }), ...(language && { language }) }
    const wanted = { prompt, placeholders, rule, count, known: earlier, ...said }
    const reply = await ask(inputsRequest(wanted), 100 + 120 * count)
    if (!reply.ok) return { drafts, written, reply: last, problem: reply.problem }
    last = reply.value
    const items = replyItems(reply.value).slice(0, count)
    written += items.length
    const inputs = items.flatMap(({ number, text }) => {
      const vars = valuesIn(text, placeholders)
      if (
        vars === undefined ||
        !Object.values(vars).every(value => isInput(value, prompt) && !echoes(value, plan, rule))
      )
        return []
      return [{ vars, kind: items.length < 2 ? ('ordinary' as const) : draftKinds[(number - 1) % draftKinds.length] }]
    })
    const answers = await answersTo(
      plan,
      inputs.map(({ vars }) => vars),
      ask,
    )
    if (!answers.ok) return { drafts, written, reply: last, problem: answers.problem }
    const check = plan.labels.length > 0 ? undefined : graderForRule(rule, plan.graders)
    for (const [index, { vars, kind }] of inputs.entries())
      drafts.push({
        vars,
        expected: answers.value[index] ?? [],
        ...(check && { checks: [check] }),
        draft: { rule, ...(kind && { kind }) },
      })
  }
  return { drafts, written, reply: last }
}

/** The proposed answers, if answers are a closed list or no grader can be written beside the case; else none. */
async function answersTo(
  { prompt, labels, graders }: DraftPlan,
  inputs: readonly NewCase['vars'][],
  ask: AskForDraft,
): Promise<Outcome<readonly (readonly string[])[]>> {
  if (inputs.length === 0 || (labels.length === 0 && graders !== 'none')) return success([])
  const texts = inputs.map(vars =>
    Object.entries(vars)
      .map(([name, value]) => (Object.keys(vars).length === 1 ? value : `${name}: ${value}`))
      .join(' | '),
  )
  const reply = await ask(answersRequest(prompt, labels, texts), 60 + (labels.length > 0 ? 20 : 120) * inputs.length)
  if (!reply.ok) return reply
  const items = replyItems(reply.value)
  return success(
    inputs.map((_, at) => {
      const text = items.find(({ number }) => number === at + 1)?.text
      if (text === undefined) return []
      if (labels.length === 0) return [text]
      const label = labelIn(text, labels)
      return label === undefined ? [] : [label]
    }),
  )
}

/** The label that an answer names: alone, or as the only one in it. */
function labelIn(text: string, labels: readonly string[]): string | undefined {
  const plain = bare(text).replace(/[.!]$/, '').toLowerCase()
  const exact = labels.find(label => label.toLowerCase() === plain)
  if (exact !== undefined) return exact
  const inside = labels.filter(label =>
    new RegExp(`(?<!\\w)${label.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?!\\w)`, 'i').test(text),
  )
  return inside.length === 1 ? inside[0] : undefined
}

/** The longest input that is kept, in characters. */
const longestInput = 4000

/** Whether a text is an input, and not talk, a copy of the prompt, or a placeholder that was not filled. */
function isInput(text: string, prompt: string): boolean {
  if (text.length > longestInput || /\{\{|\[(?:insert|your|name|text|input)[^\]]*\]/i.test(text)) return false
  if (/^(?:sure|certainly|of course|here (?:is|are)|an? (?:ordinary|unusual) one)\b[^\n]{0,60}[:.!]?$/i.test(text))
    return false
  return text.length < 20 || !key(prompt).includes(key(text))
}

/**
 * Whether a text only repeats what was asked for: an answer of the closed list, the rule, or how a kind of input is
 * described. Small models write such lists.
 */
function echoes(text: string, { labels }: DraftPlan, rule: string): boolean {
  const own = key(text)
  if (labels.some(label => key(label) === own)) return true
  return [rule, ...Object.values(kindsInWords)].some(
    told => own === key(told) || (own.length >= 12 && key(told).includes(own)),
  )
}

const brief = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 120)

const key = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function countsOf(drafts: readonly NewCase[]): RuleCoverage['drafts'] {
  const counts: Partial<Record<DraftKind, number>> = {}
  for (const { draft } of drafts) if (draft?.kind) counts[draft.kind] = (counts[draft.kind] ?? 0) + 1
  return counts
}
