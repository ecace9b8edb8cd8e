import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { DraftKind, NewCase } from '../writing/newCase.ts'
import { type DraftRule, isRule, labelRule, rulesIn, rulesInTurn, rulesWanted } from './ownRules.ts'
import { bare, replyItems, valuesIn } from './replyItems.ts'
import { answersRequest, inputsRequest, kindsFor, kindsInWords, rulesRequest } from './requests.ts'
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
 * kind; then an expected answer where the answers are a closed list, else a grader that checks the rule. Where an input
 * was written for one answer of the list, that is expected only if the model gives it when it reads the input afresh.
 * Fails if nothing could be drafted.
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
    covered.push({ rule: rules.value[at]?.rule ?? '', drafts: countsOf(kept) })
  }
  const problem = drafted.find(one => one.problem)?.problem
  if (cases.length === 0) return failure(problem ?? { code: 'nothing-drafted', reply: drafted[0]?.reply ?? '' })
  return success({ cases: cases.slice(0, plan.count), rules: covered, dropped, ...(problem && { problem }) })
}

/** The most inputs of one request: longer lists get worse towards their end. */
const mostInputs = 8

/** The most requests that drafting so many cases takes: for the rules, and for each of them inputs and their answers. */
export const draftRequests = (count: number): number => {
  const rules = Math.min(count, rulesWanted(count))
  return 1 + 2 * rules * Math.ceil(Math.ceil(count / rules) / mostInputs)
}

/** The rules that the prompt states itself and the answers of its closed list; where these are few, the model names more. */
async function rulesFor(
  { prompt, goal, about, labels, count, known }: DraftPlan,
  ask: AskForDraft,
): Promise<Outcome<readonly DraftRule[]>> {
  if (about !== undefined) {
    const label = labels.find(one => one.toLowerCase() === about.toLowerCase())
    return success([label === undefined ? { rule: about } : labelRule(label)])
  }
  const wanted = rulesWanted(count)
  const own = rulesInTurn(
    labels.map(labelRule),
    rulesIn(prompt).map(rule => ({ rule })),
    { wanted, known: known.length },
  )
  if (own.length >= Math.min(wanted, count)) return success(own)
  const missing = wanted - own.length
  const stated = own.map(({ rule }) => rule)
  const reply = await ask(rulesRequest(prompt, goal, { count: missing, known: stated }), 100 + 60 * missing)
  if (!reply.ok) return own.length > 0 ? success(own) : reply
  const told = replyItems(reply.value).map(({ text }) => text.split('\n')[0]?.trim() ?? '')
  const isNew = (rule: string): boolean => !stated.some(one => key(one) === key(rule))
  const others = [
    ...new Map(told.filter(rule => isRule(rule) && isNew(rule)).map(rule => [key(rule), { rule }])).values(),
  ]
  const rules = [...own, ...others.slice(0, missing)]
  // A model that names none can still write inputs for the prompt as a whole.
  return success(rules.length > 0 ? rules : [{ rule: 'The answer does what the instruction says.' }])
}

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
  about: DraftRule,
  share: number,
  at: number,
  ask: AskForDraft,
): Promise<RuleDrafts> {
  const { prompt, placeholders, goal, languages, known } = plan
  const { rule, label } = about
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
    const kinds = kindsFor(count, at)
    const wanted = { prompt, placeholders, rule: about, kinds, known: earlier, ...said }
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
      return [{ vars, kind: items.length < 2 ? kinds[0] : kinds[(number - 1) % count] }]
    })
    const answers = await answersTo(
      plan,
      inputs.map(({ vars }) => vars),
      ask,
    )
    if (!answers.ok) return { drafts, written, reply: last, problem: answers.problem }
    const check = plan.labels.length > 0 ? undefined : graderForRule(rule, plan.graders)
    const agreed = answers.value.map(given => (label === undefined || given[0] === label ? given : []))
    for (const [index, { vars, kind }] of inputs.entries())
      drafts.push({
        vars,
        expected: agreed[index] ?? [],
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
