import type { Outcome } from '../../problem/outcome.ts'
import type { PromptFile, Target } from '../../prompts/promptFile.ts'
import { placeholdersFor } from '../../prompts/rendering.ts'
import { saidOf } from '../../prompts/saidOf.ts'
import { labelsAmong } from '../closedList.ts'
import type { EvalSet } from '../evalSet.ts'
import { askedText } from '../health/alike.ts'
import type { Destination } from './destination.ts'
import type { DraftedCase } from './draftFile.ts'
import { type GradersHeld, labelsIn, languagesIn } from './ruleGrader.ts'

/** Everything that drafting needs to know about a prompt, as plain data. */
export interface DraftPlan {
  /** The whole prompt as the task model gets it, with its placeholders. */
  readonly prompt: string
  readonly placeholders: readonly string[]
  readonly goal?: string
  /** The tools that the prompt may use, and the fields of its input, in words. */
  readonly tools: readonly string[]
  readonly fields: readonly string[]
  /** The JSON schema that its answers must meet. */
  readonly schema?: string
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

/** What there is already for a prompt. */
export interface DraftBasis {
  readonly prompt: PromptFile
  readonly target: Target
  readonly evalSet: EvalSet | undefined
  readonly drafts: readonly DraftedCase[]
  readonly destination: Destination
}

/** What drafting needs to know, from a prompt with what there is for it. */
export function draftPlanFor(
  { prompt, target, evalSet, drafts, destination }: DraftBasis,
  { count, about }: { readonly count: number; readonly about?: string | undefined },
): DraftPlan {
  const sent = prompt.messages.filter(({ only = target.id }) => only === target.id)
  const text = sent.map(message => message.text.trim()).join('\n\n')
  const cases = evalSet?.cases ?? []
  const labels = [...labelsAmong(cases.flatMap(({ expected }) => expected)).keys()]
  const said = saidOf(prompt, target.id)
  return {
    prompt: text,
    placeholders: placeholdersFor(prompt, target.id),
    ...said,
    labels: labels.length > 0 ? labels : labelsIn(text),
    languages: languagesIn(text),
    count,
    ...(about !== undefined && { about }),
    known: [...cases, ...drafts].map(askedText),
    graders: gradersAt(destination),
  }
}

/** Rows of test data and of tables have no graders of their own, and those of a skill are judged by statements. */
function gradersAt({ path, tool }: Destination): DraftPlan['graders'] {
  if (tool === 'github' || /\.csv$/i.test(path) || /\.prompt\.ya?ml$/i.test(path)) return 'none'
  return tool === 'skill' || /evals\.json$/i.test(path) ? 'judge' : 'any'
}
