import type { ReplyForm, Scored } from '../trajectory.ts'
import type { Wishes } from '../wishes.ts'
import { type BlockName, fillSlots, type Texts } from './allBlocks.ts'
import { bounded, type ShownCase, type Wording } from './metaPrompt.ts'
import { wishesIn, wishSlots } from './wished.ts'

/** Everything that a plain request says. Absent or empty parts are left out. */
export interface PlainParts {
  /** The current prompt without the lines that each case fills. */
  readonly current: string
  /** Where the input is placed relative to it: the rest of "A language model is sent this instruction". */
  readonly place: string
  readonly form: ReplyForm
  /** Number of prompts wanted in one reply. */
  readonly count: number
  /** What the request suggests besides; absent for the first of a step. */
  readonly idea?: Idea
  readonly failures: readonly ShownCase[]
  readonly exemplars: readonly ShownCase[]
  /** The allowed answers, if they are few. */
  readonly labels: readonly string[]
  /** Whether it depends on the message which of them is right, and not on the choices that it offers. */
  readonly decides: boolean
  /** Past prompts except the current one, in the order shown. */
  readonly shown: readonly Scored[]
  /** The current prompt's score, 0 to 1; shown if other prompts are listed too. */
  readonly score: number
  readonly scores: boolean
  /** The meaning of a score: "the share of right answers". */
  readonly measure: string
  readonly update: Wording
  /** Opaque tokens within the text. */
  readonly tokens: readonly string[]
  /** Words that may change; null leaves the line out. */
  readonly stepSize: number | null
  readonly goal?: string
  readonly tools: readonly string[]
  readonly fields: readonly string[]
  readonly wishes: Wishes
  /** Locked parts that are held back with the placeholders. */
  readonly beside: readonly string[]
  readonly grading?: string
  readonly reflection?: string
  /** What people said of the answers. */
  readonly remarks: readonly string[]
  readonly texts: Texts
}

/** What the requests of a step suggest, in turn, so that they bring different prompts. */
export const ideas = ['idea-form', 'idea-task', 'idea-short'] as const satisfies readonly BlockName[]
export type Idea = (typeof ideas)[number] | 'idea-unite'

export function writePlainRequest(parts: PlainParts): string {
  const { form, failures, exemplars, labels, shown, scores, tokens, stepSize, goal, grading, reflection, texts } = parts
  const blocks: readonly (BlockName | false)[] = [
    shown.length > 0 && (scores ? 'plain-past' : 'plain-past-unscored'),
    'plain-current',
    shown.length > 0 && scores && 'plain-score',
    'plain-place',
    goal !== undefined && 'plain-goal',
    parts.tools.length > 0 && 'plain-tools',
    parts.fields.length > 0 && 'plain-fields',
    grading !== undefined && 'plain-grading',
    failures.length > 0 && 'plain-failures',
    exemplars.length > 0 && 'plain-exemplars',
    labels.length > 0 && 'plain-labels',
    parts.remarks.length > 0 && 'plain-remarks',
    reflection !== undefined && 'plain-reflection',
    parts.update === 'edit' && form !== 'blocks' && 'plain-edit',
    ...wishesIn(parts.wishes, parts.beside),
    tokens.length > 0 && 'plain-placeholders',
    stepSize !== null && 'plain-step-size',
    `plain-${form}`,
  ]
  const slots = {
    current: parts.current,
    place: parts.place,
    goal: goal ?? '',
    tools: parts.tools.join(', '),
    fields: parts.fields.join(', '),
    grading: grading ?? '',
    score: percentage(parts.score),
    measure: parts.measure,
    past: shown.map(one => pastInstruction(one, scores)).join('\n\n'),
    failures: failures.map(one => plainCase(one, grading)).join('\n\n'),
    exemplars: exemplars.map(one => plainCase(one, grading)).join('\n\n'),
    labels: labels.join(', '),
    reflection: reflection ?? '',
    remarks: parts.remarks.map(remark => `- ${bounded(remark)}`).join('\n'),
    tokens: [...new Set(tokens)].join(' and '),
    words: String(stepSize),
    count: String(parts.count),
    ask: askFor(parts),
    ...wishSlots(parts.wishes, parts.beside),
  }
  return blocks.flatMap(block => (block === false ? [] : [fillSlots(texts[block], slots)])).join('\n\n')
}

/** What the new prompt must say, and along which line. */
function askFor({ labels, decides, idea, texts }: PlainParts): string {
  const last = labels.length - 1
  const choices = labels.map((label, at) => (at === 0 ? label : `${at === last ? 'and ' : ''}when ${label}`)).join(', ')
  const ask = decides ? fillSlots(texts['ask-labels'], { labels: choices }) : texts['ask-open']
  return idea === undefined ? ask : `${ask} ${texts[idea]}`
}

const pastInstruction = ({ text, score, cases }: Scored, scores: boolean): string => {
  const estimate = cases === undefined ? '' : ` (on ${cases} cases)`
  return `Instruction: ${text}${scores ? `\nScore: ${percentage(score)}${estimate}` : ''}`
}

const percentage = (score: number): string => (100 * score).toFixed(1)

/** What is wanted of all answers has already been said once. */
const plainCase = ({ input, answer, expected, reason }: ShownCase, grading: string | undefined): string =>
  [
    `Message: ${bounded(input)}`,
    answer !== undefined && `Answer given: ${answer.trim() === '' ? '(nothing)' : bounded(answer.trim())}`,
    expected !== '' && expected !== grading && `Answer wanted: ${bounded(expected)}`,
    reason !== undefined && `Why it is wrong: ${bounded(reason)}`,
  ]
    .filter(line => line !== false)
    .join('\n')
