import type { Scored } from './trajectory.ts'

/** A case as the optimizer model sees it. */
export interface ShownCase {
  readonly input: string
  readonly expected: string
  /** What the task model answered, where it was asked with the current prompt. */
  readonly answer?: string
}

/** All that a meta-prompt says. A block whose list is empty is left out. */
export interface MetaPromptParts {
  readonly current: Scored
  readonly shown: readonly Scored[]
  readonly failures: readonly ShownCase[]
  readonly exemplars: readonly ShownCase[]
  /** Opaque tokens that every candidate must keep. */
  readonly tokens: readonly string[]
  /** Where the prompt stands in what the task model is sent, in words. */
  readonly position: string
  /** Words that may change; null leaves the line out. */
  readonly stepSize: number | null
}

/** A case is shown as long as this many characters a field, so that one long input does not drown the rest. */
const longestField = 600

/**
 * The meta-prompt, in the published order of blocks (task, past prompts with scores, current prompt, exemplars, request,
 * step size, tags), in our own words. Scores are percentages with two decimals, as the text says they are.
 */
export const metaPrompt = (parts: MetaPromptParts): string =>
  [
    `<task>
Improve a prompt for a language model. The prompt, marked <Prompt> below, is sent together with the input of a case, and the model's answer is compared with the expected one. Find a prompt with which more cases are answered correctly. ${parts.position}
</task>`,
    parts.shown.length > 0 &&
      `Prompts tried so far, each with its score: the percentage of cases answered correctly, from 0 to 100, higher is better.

<past_prompts>
${parts.shown.map(({ text, score }) => `<prompt score="${percentage(score)}">\n${text}\n</prompt>`).join('\n')}
</past_prompts>`,
    `The current prompt:

<current_prompt>
${parts.current.text}
</current_prompt>`,
    parts.failures.length > 0 &&
      `Cases that the current prompt gets wrong, with the answer it led to:

<failures>
${parts.failures.map(shownCase).join('\n')}
</failures>`,
    parts.exemplars.length > 0 &&
      `Cases of the task. Put the prompt in the place of <Prompt>, read the input, and compare with the expected answer:

<exemplars>
${parts.exemplars.map(shownCase).join('\n')}
</exemplars>`,
    parts.shown.length > 0
      ? 'Compare the prompts above with their scores, work out what raised the score and what lowered it, and write a new prompt to stand in the place of <Prompt> that scores higher than all of them.'
      : 'Write a new prompt to stand in the place of <Prompt> that scores higher than the current one.',
    parts.tokens.length > 0 &&
      `These stand for something that is filled in later. Keep each of them, letter by letter, as often as it stands in the current prompt, and add none:

<placeholders>
${parts.tokens.join('\n')}
</placeholders>`,
    parts.stepSize !== null && `You are allowed to change up to ${parts.stepSize} words in the current prompt.`,
    'Give the new prompt alone, between <START> and <END>.',
  ]
    .filter(block => block !== false)
    .join('\n\n')

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

const bounded = (text: string): string => {
  const characters = [...text]
  return characters.length <= longestField
    ? text
    : `${characters.slice(0, longestField).join('')} … (${characters.length - longestField} more characters)`
}

const percentage = (score: number): string => (100 * score).toFixed(2)
