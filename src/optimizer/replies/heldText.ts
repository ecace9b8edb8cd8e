/**
 * A prompt split into the lines at its ends that each case fills, which no model need repeat, and the body in between.
 */
export interface HeldText {
  /** Everything before the body, including the white space before it. */
  readonly before: string
  readonly body: string
  readonly after: string
}

/**
 * Removes the lines with placeholders and locked lines from both ends of a prompt, together with their frames: a label
 * or a tag on a line of its own. A model that is not shown them cannot lose them. A placeholder in the middle of the
 * text stays, and everything stays if nothing else would be left.
 */
export function holdEnds(text: string, tokens: readonly string[], locked: readonly string[] = []): HeldText {
  const lines = text.split('\n')
  const isLocked = lockedLines(lines, locked)
  const isToken = lines.map((line, at) => isLocked.has(at) || isPlaceholderLine(line, tokens))
  const first = frameEnd(lines, isToken)
  const last = lines.length - frameEnd(lines.toReversed(), isToken.toReversed())
  const body = lines.slice(first, last).join('\n')
  if (first >= last || body.trim() === '') return { before: '', body: text, after: '' }
  const lead = lines.slice(0, first).map(line => `${line}\n`)
  const tail = lines.slice(last).map(line => `\n${line}`)
  const bare = body.trim()
  const start = body.indexOf(bare)
  return {
    before: lead.join('') + body.slice(0, start),
    body: bare,
    after: body.slice(start + bare.length) + tail.join(''),
  }
}

/** The numbers of the lines that a locked part consists of; one within a line locks no line. */
function lockedLines(lines: readonly string[], locked: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (const part of locked.map(each => each.split('\n')))
    for (const at of lines.keys())
      if (part.every((line, index) => lines[at + index] === line))
        for (const index of part.keys()) found.add(at + index)
  return found
}

/** Where the first line with a placeholder begins, or the label or tag above it; undefined without a placeholder. */
export function messageStart(text: string, tokens: readonly string[]): number | undefined {
  const lines = text.split('\n')
  let first = lines.findIndex(line => tokens.some(token => line.includes(token)))
  if (first < 0) return undefined
  while (first > 0 && isEdge(lines[first - 1] ?? '')) first--
  return lines.slice(0, first).reduce((length, line) => length + line.length + 1, 0)
}

/** The prompt with another body. If a model wrote lines of the frame anyway, they are not added twice. */
export function withBody({ before, after }: HeldText, body: string): string {
  const framed = new Set([...before.split('\n'), ...after.split('\n')].map(line => line.trim()).filter(Boolean))
  const kept = framed.size === 0 ? body : body.split('\n').filter(line => !framed.has(line.trim()))
  return before + (typeof kept === 'string' ? kept : kept.join('\n')).trim() + after
}

/**
 * A new body with the placeholder lines amid the current one that its writer lost, at its end. Small models lose them
 * more often than not. A placeholder within a sentence has no other place, and what a text refers to is part of it.
 */
export function withLost(body: string, current: string, tokens: readonly string[]): string {
  const lost = tokens.filter(token => token.includes('{') && !body.includes(token))
  const lines = current
    .split('\n')
    .filter(line => lost.some(token => line.includes(token)) && isPlaceholderLine(line, tokens))
  return lines.length === 0 ? body : `${body}\n\n${lines.join('\n')}`
}

/** How many lines from the start belong to the frame of a placeholder; 0 if there is no placeholder. */
function frameEnd(lines: readonly string[], isToken: readonly boolean[]): number {
  let end = 0
  for (const [index, line] of lines.entries()) {
    if (isToken[index]) end = index + 1
    else if (!isFrame(line)) break
  }
  while (end > 0 && end < lines.length && isEdge(lines[end] ?? '')) end++
  return end
}

function isPlaceholderLine(line: string, tokens: readonly string[]): boolean {
  const held = tokens.filter(token => line.includes(token))
  if (held.length === 0) return false
  const rest = held.reduce((left, token) => left.replaceAll(token, ' '), line)
  return !/[\p{L}\p{N}]/u.test(rest) || isLabel(rest)
}

const isTag = (line: string): boolean => /^\s*(?:<\/?[\w-]+>|"""|'''|`{3,}\w*)\s*$/.test(line)

/** "Question:", "Here is the text:": a few words that introduce what is filled in. */
const isLabel = (line: string): boolean =>
  /^\W{0,4}(?:[\p{L}\p{N}'-]+\s+){0,4}[\p{L}\p{N}'-]+\s*[:=]\W{0,4}$/u.test(line.trim())

const isEdge = (line: string): boolean => isTag(line) || isLabel(line)

/** What may come between the end of the text and a placeholder. */
const isFrame = (line: string): boolean => line.trim() === '' || isEdge(line)
