import { draftKinds } from '../writing/newCase.ts'

// What the optimizer model is asked for when cases are drafted: plain requests with one thing each, because small
// models follow no others. Rules first, then inputs for each rule, as PromptPex does (Sharma et al. 2025).

/** Shows the whole prompt as the task model gets it. */
const shown = (prompt: string): string => `An assistant is given this instruction:\n"""\n${prompt}\n"""`

export const rulesRequest = (prompt: string, goal: string | undefined, count: number): string =>
  [
    shown(prompt),
    ...(goal === undefined ? [] : [`What it is for: ${goal}`]),
    `List the rules that each of its answers must follow. Number them 1 to ${count}, one short sentence each, and write nothing else.`,
  ].join('\n\n')

/** How an input of each kind is described; its number says which kind it is. */
export const kindsInWords: Readonly<Record<(typeof draftKinds)[number], string>> = {
  ordinary: 'is an ordinary one',
  edge: 'is very short, very long or badly written',
  'near miss': 'only just falls under it, or only just does not',
  adversarial: 'tries to make the assistant break the rule',
}

export interface InputsWanted {
  readonly prompt: string
  readonly placeholders: readonly string[]
  readonly goal?: string
  readonly rule: string
  readonly count: number
  readonly language?: string
  /** Inputs that are there already. */
  readonly known: readonly string[]
}

/**
 * Asks for inputs that test one rule. It does not show the whole prompt: a small model that reads an instruction follows
 * it, and writes answers where inputs were asked for.
 */
export function inputsRequest({ prompt, placeholders, goal, rule, count, language, known }: InputsWanted): string {
  const [name = 'input', second] = placeholders
  const texts = second === undefined ? `texts called "${name}"` : 'inputs'
  const given = second === undefined ? `a text called "${name}"` : placeholders.map(one => `"${one}"`).join(' and ')
  const kinds = Array.from({ length: count }, (_, at) => at)
    .filter(at => at % draftKinds.length > 0)
    .map(at => `Number ${at + 1} ${kindsInWords[draftKinds[at % draftKinds.length] ?? 'ordinary']}.`)
  return [
    `People give an assistant ${given}. The assistant was told: ${goal ?? gistOf(prompt)}`,
    `Write ${count} different ${texts}, as people would write them before the assistant has seen them. Later they are to test this: ${rule}`,
    ...(kinds.length === 0 ? [] : [kinds.join(' ')]),
    ...(known.length === 0 ? [] : [`Not like these:\n${known.map(one => `- ${one}`).join('\n')}`]),
    `Write only the ${count} ${texts}, numbered 1 to ${count}, each on one line${
      second === undefined ? '' : ` as ${placeholders.map(one => `${one}: ...`).join(' | ')}`
    }${language === undefined ? '' : `, in ${language}`}.`,
  ].join('\n\n')
}

/** What a prompt is about: its first sentence that is more than a heading and holds no placeholder. */
function gistOf(prompt: string): string {
  const sentences = prompt
    .split('\n')
    .filter(line => !/^\s*#|\{\{?[^}]*\}\}?/.test(line))
    .flatMap(line => line.split(/(?<=[.!?])\s+/))
    .map(sentence => sentence.trim())
  return (sentences.find(sentence => sentence.length >= 12) ?? sentences.find(one => one !== '') ?? '').slice(0, 400)
}

/** Asks for the right answers to inputs, of a closed list if there is one. */
export const answersRequest = (prompt: string, labels: readonly string[], inputs: readonly string[]): string =>
  [
    shown(prompt),
    `What is the right answer to each of these inputs?${labels.length === 0 ? '' : ` It is one of: ${labels.join(', ')}.`}`,
    inputs.map((input, at) => `${at + 1}. ${input.replace(/\s+/g, ' ')}`).join('\n'),
    `Write only the answers, numbered 1 to ${inputs.length}, one on each line.`,
  ].join('\n\n')
