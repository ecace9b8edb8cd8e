import { type Outcome, success } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import { grade } from '../grading/grade.ts'
import type { DraftKind, NewCase } from '../writing/newCase.ts'
import type { AskForDraft, DraftPlan } from './draftPlan.ts'
import { echoes, isInput } from './inputChecks.ts'
import type { DraftRule } from './ownRules.ts'
import { bare, replyItems, valuesIn } from './replyItems.ts'
import { answersRequest, inputsRequest } from './requests.ts'
import { graderForRule } from './ruleGrader.ts'
import { batchesOf, fewestInputs, mostInputs } from './shares.ts'

/** What was drafted for one rule. */
export interface RuleDrafts {
  readonly drafts: readonly NewCase[]
  /** Number of inputs that were written, usable or not. */
  readonly written: number
  /** The last reply that holds inputs. */
  readonly reply: string
  readonly problem?: Problem
}

/** Asks for inputs that test one rule, and for their answers where they are to be proposed. */
export async function draftRule(
  plan: DraftPlan,
  about: DraftRule,
  { share, at }: { readonly share: number; readonly at: number },
  ask: AskForDraft,
): Promise<RuleDrafts> {
  const { prompt, placeholders, goal, fields, labels, languages, known, graders } = plan
  const language = languages.length > 1 ? languages[at % languages.length] : undefined
  const said = { ...(goal !== undefined && { goal }), ...(language && { language }) }
  const inputs: { readonly vars: NewCase['vars']; readonly kind: DraftKind | undefined }[] = []
  let [written, last] = [0, '']
  let problem: Problem | undefined
  for (const kinds of batchesOf(share, at)) {
    const earlier = [...known.slice(-2), ...inputs.slice(-3).map(({ vars }) => Object.values(vars).join(' '))]
    const asked = Array.from(
      { length: Math.max(fewestInputs, kinds.length) },
      (_, at) => kinds[at % kinds.length] ?? 'edge',
    )
    const wanted = { prompt, placeholders, fields, rule: about, kinds: asked, known: earlier.map(brief), ...said }
    const reply = await ask(inputsRequest(wanted), 100 + 120 * asked.length)
    if (!reply.ok) {
      problem = reply.problem
      break
    }
    last = reply.value
    // An input may well be made of the words of others.
    const told = inputsRequest({ ...wanted, known: [] })
    const isUsable = (value: string): boolean => isInput(value, prompt) && !echoes(value, labels, told)
    let found = 0
    for (const { number, text } of replyItems(reply.value)) {
      if (found === kinds.length || number > asked.length) break
      written++
      const vars = valuesIn(text, placeholders)
      if (vars === undefined || !Object.values(vars).every(isUsable)) continue
      inputs.push({ vars, kind: asked[number - 1] })
      found++
    }
  }
  const drafts: NewCase[] = []
  const stated = graders === 'any' ? about.check : undefined
  const check = stated ?? (labels.length > 0 ? undefined : graderForRule(about.rule, graders))
  let answers: Outcome<readonly (readonly string[])[]> = success([])
  for (let from = 0; from < inputs.length; from += mostInputs) {
    const some = inputs.slice(from, from + mostInputs)
    const inTurn = some.map(({ vars }) => vars)
    // Inputs were paid for also where nothing more can be asked, and are kept without answers.
    answers = answers.ok ? await answersTo(plan, inTurn, ask) : answers
    for (const [index, { vars, kind }] of some.entries()) {
      const given = (answers.ok ? answers.value[index] : undefined) ?? []
      drafts.push({
        vars,
        expected: about.label === undefined || given[0] === about.label ? given : [],
        ...(check && { checks: [check] }),
        draft: { rule: about.rule, ...(kind && { kind }) },
      })
    }
  }
  problem ??= answers.ok ? undefined : answers.problem
  return { drafts, written, reply: last, ...(problem && { problem }) }
}

/**
 * The proposed answers, if answers are a closed list or no grader can be written beside the case; else none. One that the
 * schema of the prompt file refuses is none.
 */
async function answersTo(
  { prompt, labels, graders, schema }: DraftPlan,
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
  const answers = await Promise.all(
    inputs.map(async (_, at) => {
      const text = items.find(({ number }) => number === at + 1)?.text
      if (text === undefined) return []
      if (labels.length === 0) return (await meets(text, schema)) ? [text] : []
      const label = labelIn(text, labels)
      return label === undefined ? [] : [label]
    }),
  )
  return success(answers)
}

async function meets(answer: string, schema: string | undefined): Promise<boolean> {
  if (schema === undefined) return true
  const graded = await grade(answer, { id: '', vars: {}, expected: [] }, [{ grader: 'is-json', value: schema }])
  return graded.ok && graded.value.passed
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

const brief = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 120)
