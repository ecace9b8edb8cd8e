import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A prompt that guesses, and what a run could have made of it: one addition, two other wordings and one removal. */
export const guessing = {
  path: 'prompts/guess-objects.prompt.md',
  head: '---\ndescription: Counts the things of one kind in a list, badly\n---\n',
  initial: [
    'You are given a question about a list of things.',
    '',
    'Look at the list and guess quickly how many things of that kind are in it. You may skip things that look alike.',
    '',
    '{{question}}',
    '',
    'Reply with a few friendly words about the result.',
  ].join('\n'),
  refined: [
    'You are given a question about a list of things. Write down every item together with its number.',
    '',
    'Look at the list and count one by one how many things of that kind are in it.',
    '',
    '{{question}}',
    '',
    'Reply with the sum alone: "The answer is …".',
  ].join('\n'),
} as const

/** Writes it into a folder of examples, with the cases of the prompt that counts. */
export async function writeGuessing(folder: string): Promise<void> {
  await writeFile(join(folder, guessing.path), `${guessing.head}${guessing.initial}\n`)
  const cases = await readFile(join(folder, 'prompts/count-objects.eval.jsonl'))
  await writeFile(join(folder, guessing.path.replace('.prompt.md', '.eval.jsonl')), cases)
}

/** Puts a run that ended with this text in the place of the newest run of a folder, and gives its id. */
export async function endWith(folder: string, text: string): Promise<string> {
  const runs = join(folder, '.gpo/runs')
  const name = (await readdir(runs))
    // Of two runs of one second the names do not say which is newer; what was put in place before is not meant.
    .filter(name => name.endsWith('.jsonl') && !name.endsWith('-b.jsonl'))
    .sort()
    .at(-1)
  if (name === undefined) throw new Error(`No run is in ${runs}.`)
  const entries = (await readFile(join(runs, name), 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const runId = `${name.slice(0, -'.jsonl'.length)}-b`
  entries.find(({ type }) => type === 'run').request.id = runId
  const { report } = entries.find(({ type }) => type === 'ended')
  report.runId = runId
  report.initial = { ...report.initial, test: 0.45 }
  report.best = { ...report.best, text, step: 1, test: 0.85 }
  report.comparison = { cases: 40, fixed: 18, broken: 2, pValue: 0.0004, interval: [0.225, 0.575], verdict: 'better' }
  await writeFile(join(runs, `${runId}.jsonl`), entries.map(entry => `${JSON.stringify(entry)}\n`).join(''))
  await rm(join(runs, name))
  return runId
}
