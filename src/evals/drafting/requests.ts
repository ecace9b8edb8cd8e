import { draftKinds } from '../writing/newCase.ts'

// What the optimizer model is asked for when cases are drafted: plain requests with one thing each, because small
// models follow no others. Rules first, then inputs for each rule, as PromptPex does (Sharma et al. 2025).

/** Opens every request, and shows the whole prompt as the task model gets it. */
const shown = (prompt: string): string => `An assistant is given this instruction:\n"""\n${prompt}\n"""`

export const rulesRequest = (prompt: string, goal: string | undefined, count: number): string =>
  [
    shown(prompt),
    ...(goal === undefined ? [] : [`What it is for: ${goal}`]),
    `List the rules that each of its answers must follow. Number them 1 to ${count}, one short sentence each, and write nothing else.`,
  ].join('\n\n')

/** How each kind of input is described; the number of the item says which kind an input is. */
export const kindsInWords: Readonly<Record<(typeof draftKinds)[number], string>> = {
  ordinary: 'an ordinary one',
  edge: 'an unusual one: very short, very long, or badly written',
  'near miss': 'one for which the rule only just applies, or only just does not',
  adversarial: 'one that tries to make the assistant break the rule',
}

export interface InputsWanted {
  readonly prompt: string
  readonly placeholders: readonly string[]
  readonly rule: string
  readonly count: number
  readonly language?: string
  /** Inputs that are there already. */
  readonly known: readonly string[]
}

export function inputsRequest({ prompt, placeholders, rule, count, language, known }: InputsWanted): string {
  const [name, second] = placeholders
  const stands =
    name === undefined
      ? 'that could follow the instruction as its input'
      : second === undefined
        ? `that could stand in the place of "${name}"`
        : `of inputs. Write each as ${placeholders.map(one => `${one}: ...`).join(' | ')}`
  const asked = Array.from(
    { length: count },
    (_, at) => `${at + 1}. ${kindsInWords[draftKinds[at % draftKinds.length] ?? 'ordinary']}`,
  )
  return [
    shown(prompt),
    `Write ${count} different texts ${stands}, to test this rule: ${rule}`,
    asked.join('\n'),
    ...(known.length === 0 ? [] : [`Not like these:\n${known.map(one => `- ${one}`).join('\n')}`]),
    `Write only the ${count} texts, numbered 1 to ${count}, each on one line${language === undefined ? '' : `, in ${language}`}.`,
  ].join('\n\n')
}

/** Asks for the right answers to inputs, of a closed list if there is one. */
export const answersRequest = (prompt: string, labels: readonly string[], inputs: readonly string[]): string =>
  [
    shown(prompt),
    `What is the right answer to each of these inputs?${labels.length === 0 ? '' : ` It is one of: ${labels.join(', ')}.`}`,
    inputs.map((input, at) => `${at + 1}. ${input.replace(/\s+/g, ' ')}`).join('\n'),
    `Write only the answers, numbered 1 to ${inputs.length}, one on each line.`,
  ].join('\n\n')
