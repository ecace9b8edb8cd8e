import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { notOwn, ownFile } from '../disk/plainFile.ts'
import { recordFolder } from '../disk/realPath.ts'
import { type Outcome, success } from '../problem/outcome.ts'
import { Refused } from '../problem/systemProblem.ts'
import { shortHash } from '../text/hash.ts'
import { trackedUnder } from './tracked.ts'

/** The paths of the record of runs in a workspace folder; a `.gitignore` inside keeps it out of version control. */
export const places = (folder: string) => {
  const root = join(folder, recordFolder)
  return {
    root,
    runs: join(root, 'runs'),
    journal: (runId: string) => join(root, 'runs', `${runId}.jsonl`),
    lock: (runId: string) => join(root, 'runs', `${runId}.lock`),
    answers: join(root, 'answers'),
    answersOf: (runId: string) => join(root, 'answers', `${runId}.jsonl`),
    scores: join(root, 'scores.jsonl'),
    looks: join(root, 'looks.jsonl'),
    judges: join(root, 'judges.jsonl'),
    routings: join(root, 'routings'),
    /** The last routing of the catalogue in a folder. */
    routingOf: (catalogue: string) => join(root, 'routings', `${shortHash(catalogue)}.json`),
  } as const
}

/**
 * Whether a folder's `.gpo` is the record that this program has kept there. A repository may contain a prepared `.gpo`,
 * so that we write through its links or believe what it says. Fails with not-own.
 */
export function ownRecord(folder: string): Outcome<void> {
  const { root, runs, answers, scores, looks, judges, routings } = places(folder)
  if (lstatSync(root, { throwIfNoEntry: false }) === undefined) return success(undefined)
  for (const place of [root, runs, answers, routings]) {
    const found = lstatSync(place, { throwIfNoEntry: false })
    if (found?.isSymbolicLink()) return notOwn(place, 'it is a symbolic link')
    if (found?.isDirectory() === false) return notOwn(place, 'it is no folder')
  }
  if (existsSync(join(root, '.git'))) return notOwn(root, 'it is a repository of its own')
  for (const file of [scores, looks, judges]) {
    const plain = ownFile(file)
    if (!plain.ok) return plain
  }
  const tracked = trackedUnder(folder)
  return tracked === undefined
    ? success(undefined)
    : notOwn(root, `git tracks ${tracked}, so it came with the repository (git rm -r --cached ${tracked} ends that)`)
}

/** Creates the folder if it is missing. Throws `Refused` if it is not this program's own. */
export function makeRoot(folder: string): void {
  const own = ownRecord(folder)
  if (!own.ok) throw new Refused(own.problem)
  const { root, runs, answers, routings } = places(folder)
  for (const place of [root, runs, answers, routings]) mkdirSync(place, { recursive: true })
  const ignore = join(root, '.gitignore')
  if (lstatSync(ignore, { throwIfNoEntry: false }) === undefined) writeFileSync(ignore, '*\n', { flag: 'wx' })
}
