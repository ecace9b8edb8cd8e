import { closeSync, type Dirent, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { AnswerStore, AnswerValue } from '../models/answerStore.ts'
import type { Tokens } from '../models/model.ts'
import { type Role, roles } from '../models/roles.ts'
import type { AnswerLine } from './entries.ts'
import { type Appender, appendTo } from './lines.ts'
import { type Position, positions } from './positions.ts'
import { makeRoot, places } from './runPaths.ts'

/** The paid answers of all runs in a folder, with what this run has spent before it was opened. */
export interface Answers extends AnswerStore {
  readonly spent: Readonly<Record<Role, Tokens & { readonly calls: number }>>
  close(): void
}

/**
 * Opens the answers of a folder for one run, which alone writes `answers/<run>.jsonl`. Only positions are held in memory,
 * 32 to 64 bytes for each; an answer is read from disk when it is asked for.
 */
export function openAnswers(folder: string, runId: string): Answers {
  makeRoot(folder)
  const { answers, answersOf } = places(folder)
  const own = answersOf(runId)
  const writer = appendTo(own)
  const index = positions()
  for (const name of readdirSync(answers, { withFileTypes: true }).flatMap(answersIn))
    for (const [key, position] of keysIn(join(answers, name))) index.set(key, position)
  const readers = new Map<string, number>()
  return {
    spent: spentIn(own),
    get(key) {
      const position = index.get(key)
      return position && valueAt(key, position, readers)
    },
    sent: role => void append(writer, { sent: role }),
    lost: (role, { inputTokens, outputTokens }) => void append(writer, { lost: role, inputTokens, outputTokens }),
    keep(key, role, value, { inputTokens, outputTokens }) {
      const at = append(writer, { key, role, value, inputTokens, outputTokens })
      index.set(key, { file: own, ...at })
    },
    close() {
      writer.close()
      for (const reader of readers.values()) closeSync(reader)
    },
  }
}

const answersIn = (entry: Dirent): readonly string[] =>
  entry.isDirectory() || !entry.name.endsWith('.jsonl') ? [] : [entry.name]

const append = (writer: Appender, line: AnswerLine) => writer.append(JSON.stringify(line))

const keyStart = '{"key":"'

/** The key stands first in a line, so that the index needs no JSON parsing. */
function* keysIn(file: string): Generator<[string, Position]> {
  for (const { line, offset } of linesOf(file)) {
    if (!line.subarray(0, keyStart.length).equals(Buffer.from(keyStart))) continue
    const end = line.indexOf('"', keyStart.length)
    yield [line.toString('utf8', keyStart.length, end), { file, offset, length: line.length }]
  }
}

function valueAt(
  key: string,
  { file, offset, length }: Position,
  readers: Map<string, number>,
): AnswerValue | undefined {
  const reader = readers.get(file) ?? openSync(file, 'r')
  readers.set(file, reader)
  const bytes = Buffer.alloc(length)
  readSync(reader, bytes, 0, length, offset)
  const line = readLine(bytes.toString('utf8'))
  // The index knows keys by their hashes, so the line has the last word.
  return line && 'key' in line && line.key === key ? line.value : undefined
}

function spentIn(file: string): Answers['spent'] {
  const nothing = { calls: 0, inputTokens: 0, outputTokens: 0 }
  const spent = { task: { ...nothing }, optimizer: { ...nothing }, judge: { ...nothing }, embedding: { ...nothing } }
  for (const { line } of linesOf(file)) {
    const entry = readLine(line.toString('utf8'))
    if (entry === undefined) continue
    if ('sent' in entry) {
      spent[entry.sent].calls += 1
      continue
    }
    const role = spent['lost' in entry ? entry.lost : entry.role]
    role.inputTokens += entry.inputTokens
    role.outputTokens += entry.outputTokens
  }
  return spent
}

/** The whole lines of a file, in chunks; a torn last line is left out. */
function* linesOf(path: string): Generator<{ readonly line: Buffer; readonly offset: number }> {
  const file = openSync(path, 'r')
  try {
    let rest = Buffer.alloc(0)
    let offset = 0
    const chunk = Buffer.alloc(1024 * 1024)
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      let bytes = Buffer.concat([rest, chunk.subarray(0, read)])
      for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a)) {
        yield { line: bytes.subarray(0, end), offset }
        offset += end + 1
        bytes = bytes.subarray(end + 1)
      }
      rest = bytes
    }
  } finally {
    closeSync(file)
  }
}

const known: ReadonlySet<unknown> = new Set(roles)

/** A line of ours; anything else in the file is passed over, since a cache may lose an entry but never invent one. */
function readLine(text: string): AnswerLine | undefined {
  const raw = parse(text)
  return isAnswerLine(raw) ? raw : undefined
}

function isAnswerLine(raw: unknown): raw is AnswerLine {
  if (typeof raw !== 'object' || raw === null) return false
  if ('sent' in raw) return known.has(raw.sent)
  const hasTokens =
    'inputTokens' in raw &&
    typeof raw.inputTokens === 'number' &&
    'outputTokens' in raw &&
    typeof raw.outputTokens === 'number'
  if (!hasTokens) return false
  if ('lost' in raw) return known.has(raw.lost)
  return (
    'key' in raw &&
    typeof raw.key === 'string' &&
    'role' in raw &&
    known.has(raw.role) &&
    'value' in raw &&
    Array.isArray(raw.value)
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
