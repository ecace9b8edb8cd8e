/** What a meta-prompt tells the optimizer model, read from its blocks; an absent block is empty here. */
export interface ReadMetaPrompt {
  readonly current: string
  /** 0 to 100; absent if the meta-prompt does not say. */
  readonly currentScore?: number
  readonly past: readonly PastPrompt[]
  readonly reflection: string
  /** Inputs and answers of the shown cases, which reveal the kind of task. */
  readonly cases: readonly ReadCase[]
  /** How many of the cases are failures. */
  readonly failures: number
  readonly placeholders: readonly string[]
  /** The number of words that may change; absent if no limit is given. */
  readonly stepSize?: number
  /** The form in which the new prompt is wanted: between tags, alone, or as a numbered list of this many prompts. */
  readonly reply: 'tagged' | 'plain' | { readonly list: number }
  /** A critique is wanted instead of a new prompt. */
  readonly wantsCritique: boolean
  /** The text outside of the blocks and inside `<task>`. */
  readonly request: string
}

export interface PastPrompt {
  readonly text: string
  /** 0 to 100. */
  readonly score: number
}

export interface ReadCase {
  readonly input: string
  readonly expected: string
}

/** Undefined if the text is not a meta-prompt: it contains neither a current prompt nor past ones. */
export function readMetaPrompt(text: string): ReadMetaPrompt | undefined {
  const currentBlock = /<current_prompt([^>]*)>\n?([\s\S]*?)\n?<\/current_prompt>/.exec(text)
  const past = readPast(block(text, 'past_prompts'))
  // In a list of prompts without a current one, the best counts as current.
  const current = currentBlock?.[2] ?? past.toSorted((a, b) => b.score - a.score)[0]?.text
  if (current === undefined) return undefined
  const currentScore = readScore(currentBlock?.[1] ?? '') ?? past.find(prompt => prompt.text === current)?.score
  const failures = readCases(block(text, 'failures'))
  const request = ['past_prompts', 'current_prompt', 'reflection', 'failures', 'exemplars', 'placeholders'].reduce(
    (rest, name) => rest.replace(new RegExp(`<${name}[^>]*>[\\s\\S]*</${name}>`), ''),
    text,
  )
  const stepSize = /up to (\d+) words?/i.exec(request)?.[1]
  return {
    current,
    ...(currentScore === undefined ? {} : { currentScore }),
    past,
    reflection: block(text, 'reflection').trim(),
    cases: [...failures, ...readCases(block(text, 'exemplars'))],
    failures: failures.length,
    placeholders: (
      block(text, 'placeholders').match(/\{\{[\s\S]*?\}\}|\$\{[^}]*\}|\{%[\s\S]*?%\}|\{[^{}\s]+\}|#\w+:\S+/g) ?? []
    ).filter(token => current.includes(token)),
    ...(stepSize === undefined ? {} : { stepSize: Number(stepSize) }),
    reply: 'tagged',
    wantsCritique: /\b(reasons?|why|critique|weakness|shortcomings?)\b/i.test(request) && !wantsPrompt.test(request),
    request,
  }
}

const wantsPrompt = /\b(write|propose|generate|produce|give|modify|edit|revise|rewrite)\b[^.\n]{0,60}\bprompts?\b/i

const block = (text: string, name: string): string =>
  new RegExp(`<${name}[^>]*>([\\s\\S]*)</${name}>`).exec(text)?.[1] ?? ''

const readPast = (text: string): readonly PastPrompt[] =>
  [...text.matchAll(/<prompt([^>]*)>\n?([\s\S]*?)\n?<\/prompt>/g)].flatMap(([, attributes = '', prompt = '']) => {
    const score = readScore(attributes)
    return score === undefined ? [] : [{ text: prompt, score }]
  })

function readScore(attributes: string): number | undefined {
  const score = /score="?(-?[\d.]+)/.exec(attributes)?.[1]
  return score === undefined ? undefined : Number(score)
}

const readCases = (text: string): readonly ReadCase[] =>
  [...text.matchAll(/<case>([\s\S]*?)<\/case>/g)].map(([, one = '']) => ({
    input: block(one, 'input'),
    expected: block(one, 'expected'),
  }))
