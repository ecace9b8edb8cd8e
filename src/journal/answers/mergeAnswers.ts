import { closeSync, existsSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openOwn } from '../../disk/plainFile.ts'
import { linesOf } from '../lines.ts'
import { acquire, letGo } from '../lock.ts'
import { places } from '../runPaths.ts'
import { answerNames, keyIn } from './answerFiles.ts'

/** So many answers files of ended runs are left as they are; every evaluation leaves one. */
const mostFiles = 64

/**
 * Puts the answers of ended runs into one file if there are many such files, and drops what else is in them: the
 * accounts of runs that nothing can go on with, and answers that are there twice. No answer is lost. A run with a
 * journal may go on, and keeps its own file, as does the run `own` that is being opened. Whoever looks for an answer meanwhile finds it in the old file or the new.
 */
export function mergeAnswers(folder: string, own: string): void {
  const { answers, journal } = places(folder)
  if (answerNames(answers).length <= mostFiles) return
  const lock = join(answers, 'merging.lock')
  const taken = acquire(lock)
  if (!taken.ok || !taken.value) return
  try {
    const ended = answerNames(answers).filter(
      name => name !== own && !existsSync(journal(name)) && hasEnded(join(answers, name)),
    )
    if (ended.length > mostFiles) merge(answers, ended)
  } finally {
    letGo(lock)
  }
}

function merge(answers: string, names: readonly string[]): void {
  const draft = join(answers, `merged.${process.pid}`)
  const merged = openSync(draft, 'wx', 0o600)
  const seen = new Set<string>()
  try {
    // The newest answer to a question counts, and names begin with the time.
    for (const name of names.toSorted().reverse()) {
      const opened = openOwn(join(answers, `${name}.jsonl`), false)
      if (!opened.ok) continue
      try {
        for (const { line } of linesOf(opened.value.file)) {
          const key = keyIn(line)
          if (key === undefined || seen.has(key)) continue
          seen.add(key)
          writeSync(merged, Buffer.concat([line, lineEnd]))
        }
      } finally {
        closeSync(opened.value.file)
      }
    }
    writeSync(merged, `${endedLine}\n`)
    fsyncSync(merged)
  } finally {
    closeSync(merged)
  }
  // In this order there is no moment at which an answer is in neither.
  renameSync(draft, join(answers, `merged-${Date.now()}-${process.pid}.jsonl`))
  for (const name of names)
    for (const ending of ['.jsonl', '.keys']) rmSync(join(answers, `${name}${ending}`), { force: true })
}

const lineEnd = Buffer.from('\n')
const endedLine = '{"workedMs":0,"ended":true}'

/** Whether the process that wrote a file has said that it ended; a killed run may go on. */
function hasEnded(path: string): boolean {
  const opened = openOwn(`${path}.jsonl`, false)
  if (!opened.ok) return false
  const { file, size } = opened.value
  try {
    const tail = Buffer.alloc(Math.min(size, 4096))
    readSync(file, tail, 0, tail.length, size - tail.length)
    const last = tail.toString('latin1').trimEnd().split('\n').at(-1) ?? ''
    return last.startsWith('{"workedMs":') && last.endsWith('"ended":true}')
  } finally {
    closeSync(file)
  }
}
