import type { DraftKind } from '../writing/newCase.ts'
import type { DraftRule } from './ownRules.ts'

// What the optimizer model is asked for when cases are drafted: plain requests with one thing each, because small
// models follow no others. Rules first, then inputs for each rule, as PromptPex does (Sharma et al. 2025).

/** Shows the whole prompt as the task model gets it. */
const shown = (prompt: string): string => `An assistant is given this instruction:\n"""\n${prompt}\n"""`

export const rulesRequest = (
  prompt: string,
  { goal, tools }: { readonly goal: string | undefined; readonly tools: readonly string[] },
  { count, known }: { readonly count: number; readonly known: readonly string[] },
): string =>
  [
    shown(prompt),
    ...(goal === undefined ? [] : [`What it is for: ${goal}`]),
    ...(tools.length === 0 ? [] : [`It may use these tools: ${tools.join(', ')}.`]),
    `List the rules that each of its answers must follow. Number them 1 to ${count}, one short sentence each, and write nothing else.`,
    ...(known.length === 0 ? [] : [`Besides these:\n${known.map(rule => `- ${rule}`).join('\n')}`]),
  ].join('\n\n')

/** How an input of each kind is described. */
export const kindsInWords: Readonly<Record<DraftKind, string>> = {
  ordinary: 'an ordinary one',
  edge: 'one that is very short or badly written',
  'near miss': 'a borderline one',
  adversarial: 'one that tries to trick the assistant',
}

export interface InputsWanted {
  readonly prompt: string
  readonly placeholders: readonly string[]
  readonly goal?: string
  /** The fields of the input, in words. */
  readonly fields: readonly string[]
  readonly rule: DraftRule
  readonly kinds: readonly DraftKind[]
  readonly language?: string
  /** Inputs that are there already. */
  readonly known: readonly string[]
}

/**
 * Asks for inputs that test one rule, as for texts that stand in the place of a placeholder, with the particulars that real
 * ones have: asked what people send, a small model sends a copy of the task, of the rule or of the answer. It does not show
 * the whole prompt: a small model that reads an instruction follows it, and writes answers where inputs were asked for.
 */
export function inputsRequest({
  prompt,
  placeholders,
  goal,
  fields,
  rule,
  kinds,
  language,
  known,
}: InputsWanted): string {
  const [name = 'input', second] = placeholders
  const count = kinds.length
  const places = second === undefined ? `"${name}"` : placeholders.map(one => `"${one}"`).join(' and ')
  const about =
    rule.label === undefined
      ? `They are to test this: ${rule.rule}`
      : `For each of them the right answer is "${rule.label}".`
  return [
    `Task: "${goal || gistOf(prompt) || plainTask}"`,
    `Write ${count} made-up texts that could stand for ${places} in this task, each by another person, with names, places and numbers as people really write them.`,
    ...(fields.length === 0 ? [] : [`What is given: ${fields.join('; ')}.`]),
    [about, ...differing(kinds)].join(' '),
    ...(known.length === 0 ? [] : [`Not like these:\n${known.map(one => `- ${one}`).join('\n')}`]),
    `Number them 1 to ${count}, each on one line${
      second === undefined ? '' : ` as ${placeholders.map(one => `${one}: ...`).join(' | ')}`
    }${language === undefined ? '' : `, in ${language}`}.`,
  ].join('\n\n')
}

/** What is said of the kinds of inputs; nothing if they are ordinary. */
function differing(kinds: readonly DraftKind[]): readonly string[] {
  const [first, ...others] = kinds.map(kind => kindsInWords[kind])
  if (kinds.every(kind => kind === 'ordinary')) return []
  if (kinds.every(kind => kind === kinds[0])) return [`Each is ${first}.`]
  return [`Let them differ: ${first} first${others.map(kind => `, then ${kind}`).join('')}.`]
}

/** What is said of a prompt that says nothing of itself, such as a placeholder alone. */
const plainTask = 'Answer what people send.'

/**
 * What a prompt is about: its first sentence that is more than a heading, an item of a list or a placeholder with its
 * name before it.
 */
function gistOf(prompt: string): string {
  const lines = prompt.split('\n').filter(line => !/^\s*#|^[^{]{0,40}:\s*["<`]*\{\{?[^}]*\}\}?|^\s*\{/.test(line))
  const prose = lines.filter(line => !/^\s*(?:[-*•]|\d{1,2}[.)])\s/.test(line))
  const sentences = [...prose, ...lines]
    .flatMap(line => line.replace(/\{\{?\s*([\w.-]*)[^}]*\}\}?/g, 'the $1').split(/(?<=[.!?])\s+/))
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
