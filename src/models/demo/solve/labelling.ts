import { chance } from '../chance.ts'
import { clamp01, type ShownAttempt, type Solver } from '../proposing/exercise.ts'

/** A text to be given one of the labels that the prompt lists, or an answer of yes or no. */
export const solveLabelling: Solver = text => {
  const list = labelsIn(text)
  if (list.labels.length < 2) return undefined
  const span = inputIn(text, list.end)
  const input = text.slice(...span)
  const votes = list.labels
    .map(label => ({ label, votes: votesFor(label, input), tie: chance(label, input) }))
    .toSorted((a, b) => b.votes.length - a.votes.length || b.tie - a.tie)
  const attempts: readonly ShownAttempt[] = votes.map(({ label, votes }) => ({
    answer: label,
    working: votes.length > 0 ? [`Words such as ${votes.slice(0, 3).join(', ')} point to ${label}.`] : [],
  }))
  const [solution, ...slips] = attempts
  if (solution === undefined) return undefined
  const close = votes[1] !== undefined && votes[1].votes.length > 0 ? 1 : 0
  return {
    kind: 'labelling',
    span,
    solution,
    // A likely mistake is the next best label; without any clue only the first two labels are considered.
    slips: slips.slice(0, 2),
    difficulty: close * 0.6 + clamp01(input.length / 400) * 0.4,
    sentence: answer => `I would say: ${answer}.`,
  }
}

/** Labels after a colon ("topics: a, b or c"), in words ("one of a, b, c"), or two names ("positive or negative"). */
function labelsIn(text: string): { readonly labels: readonly string[]; readonly end: number } {
  const named =
    /\b(?:labels?|categor(?:y|ies)|topics?|class(?:es)?|options|sentiments?|departments?|queues?)\b[^:.\n]{0,60}:\s*([^\n.]+)/i.exec(
      text,
    ) ??
    /\b(?:one of(?: these| the following)?|either|as)\b:?\s+((?:["'`]?[\w-]+["'`]?(?:,\s*(?:or |and )?|\s+or\s+))+["'`]?[\w-]+)/i.exec(
      text,
    )
  const labels =
    named?.[1]
      ?.split(/\s*,\s*(?:or\s+|and\s+)?|\s+or\s+|\s*\|\s*/)
      .map(label => label.replace(/["'`*.]/g, '').trim()) ?? []
  if (named !== null && labels.length > 1 && labels.every(label => /^[\w/ -]{2,30}$/.test(label)))
    return { labels, end: named.index + named[0].length }
  const pair = /\b(positive|yes|spam|true|urgent) (?:or|\/) (negative|no|ham|not spam|false|normal)\b/i.exec(text)
  if (pair?.[1] !== undefined && pair[2] !== undefined)
    return { labels: [pair[1].toLowerCase(), pair[2].toLowerCase()], end: pair.index + pair[0].length }
  return { labels: [], end: 0 }
}

/** The text to label: after a heading such as "Ticket:", in quotes, or the longest paragraph without the labels. */
function inputIn(text: string, labelsEnd: number): readonly [number, number] {
  const headed = [
    ...text.matchAll(
      /(?:^|\n)[ \t]*(?:ticket|text|review|message|input|email|sentence|question|comment)\s*:\s*([\s\S]+?)(?=\n\s*\n|$)/gi,
    ),
  ].at(-1)
  if (headed?.[1] !== undefined)
    return [headed.index + headed[0].length - headed[1].length, headed.index + headed[0].length]
  const quoted = /"([^"\n]{20,})"/.exec(text)
  if (quoted !== null) return [quoted.index, quoted.index + quoted[0].length]
  const paragraphs = [...text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)].map(
    match => [match.index, match.index + match[0].length] as const,
  )
  return paragraphs.findLast(([start, end]) => !(start <= labelsEnd && labelsEnd <= end)) ?? [text.length, text.length]
}

/** The words of a text that suggest a label: words known for it, or its own name. */
function votesFor(label: string, input: string): readonly string[] {
  const known = lexicon.find(([names]) => names.test(label))?.[1]
  const own = new RegExp(`\\b${label.replace(/[^\w ]/g, '.').slice(0, Math.max(4, label.length - 2))}\\w*`, 'gi')
  return [
    ...new Set(
      [...(known === undefined ? [] : (input.match(known) ?? [])), ...(input.match(own) ?? [])].map(word =>
        word.toLowerCase(),
      ),
    ),
  ]
}

const lexicon: readonly (readonly [names: RegExp, words: RegExp])[] = [
  [
    /billing|payment|invoice/i,
    /\b(invoices?|charged?|payments?|paid|card|receipts?|bill(?:ed|s)?|vat|price|euros?|dollars?|bank|direct debit)\b/gi,
  ],
  [
    /shipping|delivery/i,
    /\b(parcels?|packages?|deliver(?:y|ed|ies)|arrived?|couriers?|tracking|shipped|shipment|postman|customs)\b/gi,
  ],
  [
    /return|refund/i,
    /\b(return(?:ed|ing)?|refund(?:ed)?|exchange|send (?:it|them) back|wrong size|money back|unworn)\b/gi,
  ],
  [
    /account|login|access/i,
    /\b(passwords?|log ?in|logged|sign in|locked|accounts?|usernames?|two-factor|reset|email address|profile)\b/gi,
  ],
  [
    /bug|technical|error|defect/i,
    /\b(crash(?:es|ed)?|errors?|freez(?:es|ing)|frozen|bugs?|broken|blank|slow|loads?|stuck|fails?|spinner|update)\b/gi,
  ],
  [
    /feature|request|idea|suggestion/i,
    /\b(would be (?:nice|great|handy)|wish|could you add|please add|suggest(?:ion)?|support for|feature|option to|dark mode|export)\b/gi,
  ],
  [
    /positive|praise/i,
    /\b(great|good|love[ds]?|excellent|happy|wonderful|perfect|best|nice|enjoy(?:ed)?|recommend|fast|friendly)\b/gi,
  ],
  [
    /negative|complaint/i,
    /\b(bad|poor|hate[ds]?|terrible|awful|worst|disappoint(?:ed|ing)|broken|rude|waste|slow|never|refund)\b/gi,
  ],
  [/^spam/i, /\b(free|winner|prize|click|offer|cash|urgent|congratulations|guaranteed)\b/gi],
  [/urgent|high/i, /\b(urgent(?:ly)?|immediately|asap|today|now|right away|down|emergency)\b/gi],
  [/question/i, /\b(how|what|when|where|who|why|can i|is it)\b|\?/gi],
]
