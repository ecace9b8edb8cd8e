import type { Scored } from '../trajectory.ts'
import { noWishes, type Wishes } from '../wishes.ts'
import { type BlockName, fillSlots, texts as ours, type Texts } from './allBlocks.ts'
import { keeping } from './wished.ts'

/** A case as shown to the optimizer model. */
export interface ShownCase {
  readonly input: string
  readonly expected: string
  /** What the task model answered, if it was asked with the current prompt. */
  readonly answer?: string
  /** Why the answer does not pass, if the expected answer does not show it. */
  readonly reason?: string
}

/** How a new prompt is requested: written from scratch, or by changing the current one. */
export type Wording = 'generate' | 'edit'

/** How a new prompt is made: as it is requested, or half of them from parts of the prompts so far. */
export type UpdateMethod = Wording | 'recombine'

/** What the optimizer model is asked to do. */
export const wordingOf = (method: UpdateMethod): Wording => (method === 'edit' ? 'edit' : 'generate')

/** Everything that a request for a new prompt says. A block with an empty list is left out. */
export interface MetaPromptParts {
  readonly current: Scored
  readonly shown: readonly Scored[]
  readonly failures: readonly ShownCase[]
  readonly exemplars: readonly ShownCase[]
  /** Opaque tokens that every candidate must keep. */
  readonly tokens: readonly string[]
  /** Where the prompt appears in what the task model is sent, in words. */
  readonly position: string
  /** The number of words that may change; null leaves the line out. */
  readonly stepSize: number | null
  readonly reflection?: string
  readonly update?: Wording
  /** Whether past prompts are shown with their scores; true if absent. */
  readonly scores?: boolean
  readonly texts?: Texts
  readonly brief?: string
  readonly wishes?: Wishes
}

/**
 * The meta-prompt, with the published order of blocks (task, past prompts with scores, current prompt, reflection,
 * exemplars, request, step size, tags; GPO, arXiv 2402.17564) in our own words. Scores are percentages with two
 * decimals, as its text says.
 */
export function writeMetaPrompt(parts: MetaPromptParts): string {
  const { current, shown, failures, exemplars, tokens, position, stepSize, reflection } = parts
  const { update = 'generate', scores = true, texts = ours, wishes = noWishes } = parts
  const kept = keeping({ wishes, tokens })
  return compose(
    [
      'task',
      parts.brief !== undefined && 'brief',
      shown.length > 0 && (scores ? 'past' : 'past-unscored'),
      scores && shown.some(({ cases }) => cases !== undefined) && 'estimated',
      'current',
      reflection !== undefined && 'reflection',
      failures.length > 0 && 'failures',
      exemplars.length > 0 && 'exemplars',
      shown.length > 1 && scores ? `${update}-past` : update,
      ...kept.blocks,
      stepSize !== null && 'step-size',
      'tags',
    ],
    {
      position,
      past: pastPromptsBlock(shown, scores),
      current: current.text,
      reflection: reflection ?? '',
      failures: shownCases(failures),
      exemplars: shownCases(exemplars),
      words: String(stepSize),
      brief: parts.brief ?? '',
      ...kept.slots,
    },
    texts,
  )
}

/** The named blocks, filled and separated by blank lines. */
export const compose = (
  blocks: readonly (BlockName | false)[],
  slots: Readonly<Record<string, string>>,
  texts: Texts,
): string => blocks.flatMap(block => (block === false ? [] : [fillSlots(texts[block], slots)])).join('\n\n')

/** Separates the meta-prompts of a step that sends several. */
export const rule = '\n\n----------\n\n'

export const pastPromptsBlock = (shown: readonly Scored[], scores: boolean): string =>
  shown
    .map(({ text, score, cases }) => {
      const marks = [
        ...(scores ? [` score="${percentage(score)}"`] : []),
        ...(scores && cases !== undefined ? [` cases="${cases}"`] : []),
      ]
      return `<prompt${marks.join('')}>\n${text}\n</prompt>`
    })
    .join('\n')

export const shownCases = (cases: readonly ShownCase[]): string => cases.map(shownCase).join('\n')

/** Each field of a case is cut to this many characters, so that one long input does not crowd out the rest. */
const longestField = 600

const shownCase = ({ input, answer, expected }: ShownCase): string =>
  [
    '<case>',
    `<input>${bounded(input)}</input>`,
    answer !== undefined && `<answer>${bounded(answer)}</answer>`,
    `<expected>${bounded(expected)}</expected>`,
    '</case>',
  ]
    .filter(line => line !== false)
    .join('\n')

/** A field as shown; a long one is reduced to its beginning and its end. */
export const bounded = (text: string): string => {
  const characters = [...text]
  if (characters.length <= longestField) return text
  const left = characters.length - longestField
  const [head, tail] = [characters.slice(0, (2 * longestField) / 3), characters.slice(-longestField / 3)]
  return `${head.join('')} … (${left} more characters) … ${tail.join('')}`
}

const percentage = (score: number): string => (100 * score).toFixed(2)
