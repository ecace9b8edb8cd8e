import { random } from '../../text/random.ts'
import type { Message } from '../model.ts'
import { solves } from './aptitude.ts'
import { bell, pick } from './chance.ts'
import { writeReply } from './demoReply.ts'
import { readTask } from './readTask.ts'

/**
 * The demo model as task model: it reads the problem and solves it, then gives the right answer or a mistake, depending
 * on its skill with this prompt and on the case's difficulty. `draw` distinguishes answers to the same messages; it is
 * empty at temperature 0.
 */
export function solveTask(messages: readonly Message[], seed: number, temperature: number, draw: string): string {
  const { exercise, input, prompt } = readTask(messages)
  const roll = random('reply', seed, input, prompt, draw)
  const jitter = draw === '' ? 0 : 0.08 * temperature * bell('jitter', seed, input, prompt, draw)
  const slip = pick(exercise.slips, roll())
  const attempt = slip === undefined || solves(exercise, input, prompt, seed, jitter) ? exercise.solution : slip
  return writeReply(exercise, attempt, prompt, roll)
}
