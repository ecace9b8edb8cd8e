import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { openOwn } from '../../disk/plainFile.ts'
import { linesOf } from '../lines.ts'
import { acquire, letGo } from '../lock.ts'
import { places } from '../runPaths.ts'
import { keyIn } from './answerFiles.ts'
import { dropAnswers, filesByUse, type UsedFile } from './dropOldest.ts'

/** So many answers files of ended runs are left as they are; every evaluation leaves one. */
const mostFiles = 64

/** Bytes of the files that are put into one. A file of more than half of it stays, so that nothing is copied for ever. */
const mostMerged = 2 ** 26

/** Milliseconds after which nobody is still writing a draft. */
const oldDraftMs = 60 * 60 * 1000

/** Keeps the answers of a folder in few files and within bounds. Only one process does so at a time. */
export function tidyAnswers(folder: string, own: string): void {
  const { answers, runs, routings } = places(folder)
  const lock = join(answers, 'merging.lock')
  const taken = acquire(lock)
  if (!taken.ok || !taken.value) return
  try {
    for (const place of [answers, runs, routings]) removeDrafts(place)
    mergeAnswers(folder, own)
    dropAnswers(folder)
  } finally {
    letGo(lock)
  }
}

/**
 * Puts the answers of ended runs into one file if there are many such files, and drops what else is in them: the
 * accounts of runs that nothing can go on with, and answers that are there twice. No answer is lost. A run with a
 * journal may go on, and keeps its own file, as does the run `own` that is being opened. A process that looks for an
 * answer meanwhile finds it in the old file or the new.
 */
function mergeAnswers(folder: string, own: string): void {
  const { answers, journal } = places(folder)
  const files = filesByUse(answers)
  if (files.length <= mostFiles) return
  const ended = files.filter(
    ({ name, bytes }) =>
      name !== own && bytes <= mostMerged / 2 && !existsSync(journal(name)) && hasEnded(join(answers, name)),
  )
  if (ended.length <= mostFiles) return
  let bytes = 0
  const together = ended.filter(file => {
    bytes += file.bytes
    return bytes <= mostMerged
  })
  merge(answers, together)
}

/** What a killed process was about to put in the place of a file: lists of keys, merged answers, locks, routings. */
function removeDrafts(folder: string): void {
  for (const name of readdirSync(folder).filter(name => /\.(?:\d+|[0-9a-f]{12})$/.test(name))) {
    const found = lstatSync(join(folder, name), { throwIfNoEntry: false })
    if (found?.isFile() && Date.now() - found.mtimeMs > oldDraftMs) rmSync(join(folder, name), { force: true })
  }
}

function merge(answers: string, files: readonly UsedFile[]): void {
  const draft = join(answers, `merged.${process.pid}`)
  const merged = openSync(draft, 'wx', 0o600)
  const seen = new Set<string>()
  try {
    // The newest answer to a question counts.
    for (const { name } of files.toReversed()) {
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
  const whole = join(answers, `merged-${Date.now()}-${process.pid}.jsonl`)
  const usedMs = files.at(-1)?.usedMs ?? Date.now()
  utimesSync(draft, usedMs / 1000, usedMs / 1000)
  renameSync(draft, whole)
  for (const { name } of files)
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
