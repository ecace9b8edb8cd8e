import { lenientValues } from '../../prompts/source/header.ts'
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
    values: header.values ?? Object.fromEntries(Array.from(lenientValues(text), ([key, value]) => [key, value.text])),
    lineOf: key =>
      above +
      Math.max(
        0,
        text.split(/\r\n|\r|\n/).findIndex(line => line.startsWith(`${key}:`)),
      ),
  }
}
