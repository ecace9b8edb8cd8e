import type { Scored } from '../trajectory.ts'
import { bounded, type ShownCase, type UpdateMethod } from './metaPrompt.ts'
import { type BlockName, fillSlots, type Texts } from './texts.ts'

/** The form in which new prompts are requested: several in a numbered list, one in full, or changes to a long one. */
export type ReplyForm = 'list' | 'one' | 'blocks'

/** Everything that a plain request says. Absent or empty parts are left out. */
export interface PlainParts {
  /** The current prompt without the lines that each case fills. */
  readonly current: string
  /** Where the input is placed relative to it: the rest of "A language model is sent this instruction". */
  readonly place: string
  readonly form: ReplyForm
  /** Number of prompts wanted in one reply. */
  readonly count: number
  readonly idea: Idea
  readonly failures: readonly ShownCase[]
  readonly exemplars: readonly ShownCase[]
  /** The allowed answers, if they are few. */
  readonly labels: readonly string[]
  /** Past prompts except the current one, in the order shown. */
  readonly shown: readonly Scored[]
  /** The current prompt's score, 0 to 1; shown if other prompts are listed too. */
  readonly score: number
  readonly scores: boolean
  /** The meaning of a score: "the share of right answers". */
  readonly measure: string
  readonly update: UpdateMethod
  /** Opaque tokens within the text. */
  readonly tokens: readonly string[]
  /** Words that may change; null leaves the line out. */
  readonly stepSize: number | null
  readonly goal?: string
  readonly grading?: string
  readonly reflection?: string
  readonly texts: Texts
}

/** The approaches that the requests of a step suggest, a different one each, so that they bring different prompts. */
export const ideas = ['idea-open', 'idea-form', 'idea-task', 'idea-short'] as const satisfies readonly BlockName[]
export type Idea = (typeof ideas)[number]

export function writePlainRequest(parts: PlainParts): string {
  const { form, failures, exemplars, labels, shown, scores, tokens, stepSize, goal, grading, reflection, texts } = parts
  const blocks: readonly (BlockName | false)[] = [
    shown.length > 0 && (scores ? 'plain-past' : 'plain-past-unscored'),
    'plain-current',
    shown.length > 0 && scores && 'plain-score',
    'plain-place',
    goal !== undefined && 'plain-goal',
    grading !== undefined && 'plain-grading',
    failures.length > 0 && 'plain-failures',
    exemplars.length > 0 && 'plain-exemplars',
    labels.length > 0 && 'plain-labels',
    reflection !== undefined && 'plain-reflection',
    parts.update === 'edit' && form !== 'blocks' && 'plain-edit',
    tokens.length > 0 && 'plain-placeholders',
    stepSize !== null && 'plain-step-size',
    `plain-${form}`,
  ]
  const slots = {
    current: parts.current,
    place: parts.place,
    goal: goal ?? '',
    grading: grading ?? '',
    score: percentage(parts.score),
    measure: parts.measure,
    past: shown.map(one => pastInstruction(one, scores)).join('\n\n'),
    failures: failures.map(one => plainCase(one, grading)).join('\n\n'),
    exemplars: exemplars.map(one => plainCase(one, grading)).join('\n\n'),
    labels: labels.join(', '),
    reflection: reflection ?? '',
    tokens: [...new Set(tokens)].join(' and '),
    words: String(stepSize),
    count: String(parts.count),
    idea: texts[parts.idea],
  }
  return blocks.flatMap(block => (block === false ? [] : [fillSlots(texts[block], slots)])).join('\n\n')
}

const pastInstruction = ({ text, score, cases }: Scored, scores: boolean): string => {
  const estimate = cases === undefined ? '' : ` (on ${cases} cases)`
  return `Instruction: ${text}${scores ? `\nScore: ${percentage(score)}${estimate}` : ''}`
}

const percentage = (score: number): string => (100 * score).toFixed(1)

/** What is wanted of all answers has already been said once. */
const plainCase = ({ input, answer, expected, reason }: ShownCase, grading: string | undefined): string =>
  [
    `Input: ${bounded(input)}`,
    answer !== undefined && `Answer given: ${answer.trim() === '' ? '(nothing)' : bounded(answer.trim())}`,
    expected !== '' && expected !== grading && `Answer wanted: ${bounded(expected)}`,
    reason !== undefined && `Why it is wrong: ${bounded(reason)}`,
  ]
    .filter(line => line !== false)
    .join('\n')
