import type { Random } from '../../text/random.ts'
import type { Message } from '../model.ts'
import { pick } from './chance.ts'
import { readTaskText } from './readTask.ts'

/**
 * The demo model as a writer of cases: it names the sentences of the instruction as its rules, writes inputs of the few
 * kinds that it knows, and answers them as it solves them. Undefined if it is not asked for cases.
 */
export function draftReply(messages: readonly Message[], roll: Random): string | undefined {
  const text = messages.map(({ content }) => content).join('\n\n')
  if (text.startsWith('A skill is loaded by what a user says.')) return nearMisses(text)
  const [, task = '', count] = /^Task: "(.*)"\n\nWrite (\d+) made-up texts that could stand for /.exec(text) ?? []
  if (count !== undefined) return numbered(inputsFor(task, text, Number(count), roll))
  const [opening, instruction = ''] =
    /^An assistant is given this instruction:\n"""\n([\s\S]*?)\n"""\n\n/.exec(text) ?? []
  if (opening === undefined) return undefined
  const request = text.slice(opening.length)
  const rules = /List the rules that each of its answers must follow\. Number them 1 to (\d+)/.exec(request)?.[1]
  if (rules !== undefined) return numbered(rulesOf(instruction).slice(0, Number(rules)))
  if (!request.startsWith('What is the right answer')) return undefined
  const asked = Array.from(request.matchAll(/^(\d+)\. (.*)$/gm), match => match[2] ?? '')
  return numbered(asked.map(input => solved(instruction, input)))
}

/** The queries reworded: with other words around them, and with a word of the other skill's description. */
function nearMisses(request: string): string {
  const [skill = ''] = Array.from(request.matchAll(/^- [^:\n]+: (.*)$/gm), match => match[1] ?? '')
  const word = (skill.match(/\p{L}{5,}/gu) ?? []).at(-1)?.toLowerCase() ?? 'it'
  const queries = Array.from(request.matchAll(/^\d+\. (.*)$/gm), match => match[1] ?? '')
  return numbered(queries.map(query => `${query.replace(/[.?!]+$/, '')}, and leave the ${word} alone`))
}

const numbered = (lines: readonly string[]): string => lines.map((line, at) => `${at + 1}. ${line}`).join('\n')

/** The sentences of the instruction, without lines that only hold a placeholder. */
const rulesOf = (instruction: string): readonly string[] =>
  instruction
    .split('\n')
    .filter(line => !/\{\{?[^}]*\}\}?/.test(line))
    .flatMap(line => line.split(/(?<=[.!?])\s+/))
    .map(sentence => sentence.replace(/^[-*#\d.]+\s*/, '').trim())
    .filter(sentence => sentence.length >= 8)

function inputsFor(instruction: string, request: string, count: number, roll: Random): readonly string[] {
  const label = /^For each of them the right answer is "(.*?)"\./m.exec(request)?.[1]
  const isCounting = /\bhow many\b|\bcount\b/i.test(instruction)
  const known = tickets.filter(([names]) => names.test(label ?? instruction)).flatMap(([, texts]) => texts)
  const texts = known.length > 0 ? known : tickets.flatMap(([, all]) => all)
  return Array.from({ length: count }, () => (isCounting ? countingInput(roll) : (pick(texts, roll()) ?? '')))
}

function countingInput(roll: Random): string {
  const things = Array.from({ length: 3 + Math.floor(roll() * 3) }, () => {
    const amount = pick(['two', 'three', 'four'], roll()) ?? 'two'
    return `${amount} ${pick(['apples', 'dogs', 'chairs', 'pianos', 'carrots', 'shirts'], roll()) ?? 'apples'}`
  })
  return `I have ${things.slice(0, -1).join(', ')}, and ${things.at(-1)}. How many ${pick(['fruits', 'animals', 'vegetables'], roll()) ?? 'fruits'} do I have?`
}

const solved = (instruction: string, input: string): string =>
  readTaskText(`${instruction.replace(/\{\{?[^}]*\}\}?/g, '')}\n\nText: ${input}`).exercise.solution.answer

/** Tickets about the topics that prompts for sorting tickets name. */
const tickets: readonly (readonly [names: RegExp, texts: readonly string[]])[] = [
  [
    /billing|payment|invoice/i,
    [
      'My card was charged twice this month.',
      'Where do I find the invoice for March?',
      'I paid by bank and the receipt is missing.',
      'Why is the price on my bill higher than last time?',
    ],
  ],
  [
    /delivery|shipping/i,
    [
      'The parcel has not arrived yet.',
      'Tracking says delivered, and the courier left nothing.',
      'Can my package be shipped to another street?',
      'Customs holds my shipment.',
    ],
  ],
  [
    /account|login|access/i,
    [
      'I cannot log in since yesterday.',
      'Please reset my password.',
      'My account is locked after three tries.',
      'How do I change the username in my profile?',
    ],
  ],
  [
    /bug|technical|error/i,
    [
      'The app crashes when I open a file.',
      'The page stays blank and the spinner never ends.',
      'Saving fails with an error.',
      'Search is slow and freezes.',
    ],
  ],
  [
    /feature|request|idea/i,
    [
      'Could you add a dark mode?',
      'It would be nice to export all notes.',
      'Please add support for other calendars.',
      'I wish there was an option to sort by date.',
    ],
  ],
]
