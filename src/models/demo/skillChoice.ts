import type { Message } from '../model.ts'
import type { OfferedTool } from '../offeredTool.ts'

/** If a skill matches less than this share of a request's words, it does not fit. */
const enough = 0.12

/**
 * Chooses one of the skills listed in a request, as an agent would: by the words that the user's request shares with
 * their names and descriptions, where rare words weigh more. What a description says it is not for counts against it.
 * It calls the offered tool. Undefined if no skills are listed.
 */
export function routeReply(messages: readonly Message[], tool?: OfferedTool): string | undefined {
  const [system, user] = messages
  if (system?.role !== 'system' || user?.role !== 'user' || !/\bskills that can be loaded\b/.test(system.content))
    return undefined
  const skills = skillsIn(system.content).map(({ name, description }) => {
    const [wanted = '', ...excluded] = description.split(/\bnot for\b/i)
    return { name, wanted: stems(`${name} ${wanted}`), excluded: stems(excluded.join(' ')) }
  })
  const asked = stems(user.content)
  const weight = (word: string): number =>
    Math.log((1 + skills.length) / (1 + skills.filter(({ wanted }) => wanted.has(word)).length))
  const sum = (words: Iterable<string>): number => [...words].reduce((total, word) => total + weight(word), 0)
  const all = sum(asked)
  let best = { name: 'none', score: enough }
  for (const { name, wanted, excluded } of skills) {
    const shared = sum([...asked].filter(word => wanted.has(word))) - sum([...asked].filter(word => excluded.has(word)))
    const score = all === 0 ? 0 : shared / all
    if (score > best.score) best = { name, score }
  }
  return tool === undefined ? best.name : JSON.stringify({ [tool.argument.name]: best.name })
}

function skillsIn(text: string): readonly { readonly name: string; readonly description: string }[] {
  const tagged = Array.from(
    text.matchAll(/<name>([^<]*)<\/name>\s*(?:<description>([\s\S]*?)<\/description>)?/g),
    match => ({ name: match[1] ?? '', description: match[2] ?? '' }),
  )
  if (tagged.length > 0) return tagged
  return Array.from(text.matchAll(/^- \**([^\s*:]+)\**:[ \t]*(.*)$/gm), match => ({
    name: match[1] ?? '',
    description: (match[2] ?? '').replace(/\(file: [^)]*\)$/, ''),
  }))
}

/** Longer words, reduced to their beginnings, so that "merge" and "merging" are equal. */
const stems = (text: string): ReadonlySet<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
      .filter(word => !empty.has(word))
      .map(word => word.slice(0, 5)),
  )

const empty: ReadonlySet<string> = new Set(
  'the and for with this that you your our from into not can should would could please what which when where how why use used using skill are was has have its'.split(
    ' ',
  ),
)
