import type { Message } from '../model.ts'

/**
 * The demo model as judge. It compares the answer word by word with the reference, or with the rubric if there is no
 * reference, and replies with the choice that fits, a number on the scale, or a verdict in JSON, as requested.
 * Undefined if the request does not ask for a judgement.
 */
export function judgeReply(messages: readonly Message[]): string | undefined {
  const text = messages.map(({ content }) => content).join('\n\n')
  if (!/\b(rate|grade|judge|score|assess|compare)\b/i.test(text)) return undefined
  const answer = section(text, 'answer|response|completion|output|submission')
  const reference = section(text, 'expected|reference|ideal|ground truth|correct answer') ?? section(text, 'rubric')
  if (answer === undefined || reference === undefined) return undefined
  const agreement = overlap(answer, reference)
  if (/"pass"\s*:/.test(text)) return verdict(agreement)
  const scale = /\b(?:from|scale(?: of)?|between)\s+(\d+)\s*(?:to|and|-|–)\s*(\d+)/i.exec(text)
  if (scale !== null) {
    const [low, high] = [Number(scale[1]), Number(scale[2])]
    const points = low + agreement * (high - low)
    return String(high - low <= 1 ? Math.round(points * 100) / 100 : Math.round(points))
  }
  const choices = pairs.find(([good]) => new RegExp(`\\b${good}\\b`, 'i').test(text)) ?? ['yes', 'no']
  return agreement >= 0.5 ? choices[0] : choices[1]
}

const verdict = (agreement: number): string => {
  const score = Math.round(agreement * 100) / 100
  const reason = `It has ${Math.round(agreement * 100)} % of the words looked for.`
  return JSON.stringify({ reason, pass: agreement >= 0.5, score })
}

const pairs = [
  ['correct', 'incorrect'],
  ['pass', 'fail'],
  ['good', 'bad'],
  ['yes', 'no'],
] as const

/** The text between a heading such as "Answer:" and the next heading, or inside a tag of that name. */
function section(text: string, names: string): string | undefined {
  const tagged = new RegExp(`<(${names})>([\\s\\S]*?)</\\1>`, 'i').exec(text)?.[2]
  const headed = new RegExp(
    `(?:^|\\n)[ \\t]*(?:model(?:'s)? )?(?:${names})\\s*:[ \\t]*([\\s\\S]+?)(?=\\n[ \\t]*[A-Z][\\w ]{1,20}:|\\n\\s*\\n|$)`,
    'i',
  ).exec(text)?.[1]
  return (tagged ?? headed)?.trim()
}

/** The share of the reference's words that the answer contains, 0 to 1. */
function overlap(answer: string, reference: string): number {
  const said = new Set(words(answer))
  const wanted = words(reference)
  return wanted.length === 0 ? 0 : wanted.filter(word => said.has(word)).length / wanted.length
}

const words = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
