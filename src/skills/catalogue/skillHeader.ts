import { readMarkdown } from '../../prompts/source/markdownFile.ts'

/** The header of a SKILL.md, as agents read it. */
export interface SkillHeader {
  readonly values: Readonly<Record<string, unknown>>
  /** The line of a key, counted from 1; the first line if the key is missing. */
  lineOf(key: string): number
}

/**
 * Reads the header of a skill; undefined if there is none. Agents are lenient: a description such as `Use when: the
 * user asks` is not valid YAML, and is read line by line instead.
 */
export function readSkillHeader(path: string, source: string): SkillHeader | undefined {
  const file = readMarkdown(path, source)
  const header = file.ok ? file.value.header : undefined
  if (header === undefined) return undefined
  const text = source.slice(header.start, header.end)
  const above = source.slice(0, header.start).split(/\r\n|\r|\n/).length
  return {
    values: header.values ?? lineByLine(text),
    lineOf: key =>
      above +
      Math.max(
        0,
        text.split(/\r\n|\r|\n/).findIndex(line => line.startsWith(`${key}:`)),
      ),
  }
}

/** Each key at the start of a line takes the rest of its line, and the indented lines after it. */
function lineByLine(text: string): Readonly<Record<string, string>> {
  const values = new Map<string, string>()
  let key: string | undefined
  for (const line of text.split(/\r\n|\r|\n/)) {
    const found = /^([A-Za-z][\w-]*):(?:[ \t]+(.*))?$/.exec(line)
    if (found) {
      key = found[1] ?? ''
      values.set(key, unquoted((found[2] ?? '').trim()))
    } else if (key !== undefined && /^[ \t]+\S/.test(line)) {
      const before = values.get(key) ?? ''
      values.set(key, /^(?:[|>][-+]?)?$/.test(before) ? line.trim() : `${before} ${line.trim()}`)
    }
  }
  return Object.fromEntries(values)
}

const unquoted = (text: string): string => /^(?:"(.*)"|'(.*)')$/.exec(text)?.slice(1).find(Boolean) ?? text
