import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnswerStore, AnswerValue } from '../models/answerStore.ts'
import { places } from './runPaths.ts'

/**
 * The paid answers of a folder, to be looked at while another process may be writing them: nothing is opened for writing,
 * and a last line that is not whole yet is passed over.
 */
export function recallAnswers(folder: string): AnswerStore {
  const { answers } = places(folder)
  return {
    get: key => find(answers, key),
    sent: () => undefined,
    lost: () => undefined,
    keep: () => undefined,
  }
}

/** Few answers are looked up, so each lookup reads the files, and no index is kept. */
function find(folder: string, key: string): AnswerValue | undefined {
  const start = `{"key":${JSON.stringify(key)},`
  for (const name of namesIn(folder)) {
    const text = readFileSync(join(folder, name), 'utf8')
    const at = text.startsWith(start) ? 0 : text.indexOf(`\n${start}`)
    const end = at < 0 ? -1 : text.indexOf('\n', at + 1)
    const line = end < 0 ? undefined : parse(text.slice(at, end))
    if (typeof line === 'object' && line !== null && 'value' in line && isValue(line.value)) return line.value
  }
  return undefined
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.jsonl'))
  } catch {
    return []
  }
}

const isValue = (value: unknown): value is AnswerValue => Array.isArray(value)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
