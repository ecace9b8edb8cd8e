import { noSkill } from '../catalogue/skillEntry.ts'
import { readSkillHeader } from '../catalogue/skillHeader.ts'
import type { Queries, Query } from './query.ts'

/** Agents of the editor itself, which are in no file. */
const builtIn: ReadonlySet<string> = new Set(['agent', 'ask', 'edit', 'plan'])

/**
 * What a custom agent says when it hands over, from `handoffs` in its header: a request that should go to the agent that it
 * names. A handoff that says nothing, or names nobody, is a problem on its line.
 */
export function handoffQueries(path: string, source: string): Queries {
  const header = readSkillHeader(path, source)
  const items: readonly unknown[] = Array.isArray(header?.values.handoffs) ? header.values.handoffs : []
  const lines = linesOfItems(source, header?.lineOf('handoffs') ?? 1)
  const queries: Query[] = []
  const problems: Queries['problems'][number][] = []
  for (const [index, item] of items.entries()) {
    const { agent, prompt, label } = fieldsOf(item)
    const line = lines[index] ?? lines[0] ?? 1
    const broken = (detail: string) => problems.push({ code: 'broken-row', detail, place: { path, line } })
    if (agent === '') broken('the handoff names no agent')
    else if (builtIn.has(agent.toLowerCase()) || agent.toLowerCase() === noSkill) continue
    else if (prompt === '' && label === '') broken('the handoff says nothing')
    else queries.push({ text: prompt || label, expected: [agent], not: [], weight: 1, owner: agent, path, line })
  }
  return { queries, problems }
}

function fieldsOf(item: unknown) {
  const fields = new Map<string, unknown>(Object.entries(typeof item === 'object' && item !== null ? item : {}))
  const text = (name: string): string => {
    const value = fields.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  return { agent: text('agent'), prompt: text('prompt'), label: text('label') }
}

/** The line, counted from 1, on which each item of the list below a key begins; that of the key if it is in one line. */
function linesOfItems(source: string, key: number): readonly number[] {
  const lines = source.split(/\r\n|\r|\n/)
  const found: number[] = []
  let indent: number | undefined
  for (let at = key; at < lines.length && !/^(?:---|[^\s#-])/.test(lines[at] ?? ''); at++) {
    const dash = /^(\s*)-(?:\s|$)/.exec(lines[at] ?? '')?.[1]?.length
    if (dash === undefined) continue
    indent ??= dash
    if (dash === indent) found.push(at + 1)
  }
  return found.length > 0 ? found : [key]
}
