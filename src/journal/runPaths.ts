import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the record of runs lies in a workspace folder; a `.gitignore` inside keeps it out of version control. */
export const places = (folder: string) => {
  const root = join(folder, '.gpo')
  return {
    root,
    runs: join(root, 'runs'),
    journal: (runId: string) => join(root, 'runs', `${runId}.jsonl`),
    lock: (runId: string) => join(root, 'runs', `${runId}.lock`),
    answers: join(root, 'answers'),
    answersOf: (runId: string) => join(root, 'answers', `${runId}.jsonl`),
    scores: join(root, 'scores.jsonl'),
  } as const
}

export function makeRoot(folder: string): void {
  const { root } = places(folder)
  mkdirSync(root, { recursive: true })
  const ignore = join(root, '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
}
