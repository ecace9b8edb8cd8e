import { readMarkdown } from '../../prompts/source/markdownFile.ts'

/** What the header of a SKILL.md says, as agents read it. */
export interface SkillHeader {
  readonly values: Readonly<Record<string, unknown>>
  /** The line that a key stands on, counted from 1; the first line where it is not there. */
  lineOf(key: string): number
}

/**
 * Reads the header of a skill; undefined where there is none. Agents are lenient: a description such as
 * `Use when: the user asks` is no YAML, and is read all the same, line by line.
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

/** Every key at the start of a line takes the rest of its line, and the indented lines after it. */
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
