import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { DraftKind, NewCase } from '../writing/newCase.ts'
import type { AskForDraft, DraftPlan } from './draftPlan.ts'
import { key } from './inputChecks.ts'
import { type DraftRule, isRule, labelRule, rulesIn, rulesInTurn, rulesWanted, schemaRule } from './ownRules.ts'
import { replyItems } from './replyItems.ts'
import { rulesRequest } from './requests.ts'
import { draftRule } from './ruleDrafts.ts'
import { sharesOf } from './shares.ts'

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
  /** What ended the drafting before all rules had inputs and these their answers, if something did. */
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
    rules.value.slice(0, shares.length).map((rule, at) => draftRule(plan, rule, { share: shares[at] ?? 0, at }, ask)),
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

/** The rules that the prompt states itself and the answers of its closed list; where these are few, the model names more. */
async function rulesFor(
  { prompt, goal, tools, about, labels, schema, count, known }: DraftPlan,
  ask: AskForDraft,
): Promise<Outcome<readonly DraftRule[]>> {
  if (about !== undefined) {
    const label = labels.find(one => one.toLowerCase() === about.toLowerCase())
    return success([label === undefined ? { rule: about } : labelRule(label)])
  }
  const wanted = rulesWanted(count)
  const own = rulesInTurn(
    labels.map(labelRule),
    [...(schema === undefined ? [] : [schemaRule(schema)]), ...rulesIn(prompt).map(rule => ({ rule }))],
    { wanted, known: known.length },
  )
  if (own.length >= Math.min(wanted, count)) return success(own)
  const missing = wanted - own.length
  const stated = own.map(({ rule }) => rule)
  const reply = await ask(rulesRequest(prompt, { goal, tools }, { count: missing, known: stated }), 100 + 60 * missing)
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

function countsOf(drafts: readonly NewCase[]): RuleCoverage['drafts'] {
  const counts: Partial<Record<DraftKind, number>> = {}
  for (const { draft } of drafts) if (draft?.kind) counts[draft.kind] = (counts[draft.kind] ?? 0) + 1
  return counts
}
