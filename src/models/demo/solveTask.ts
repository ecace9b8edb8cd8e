import { random } from '../../text/random.ts'
import type { Message } from '../model.ts'
import { solves } from './aptitude.ts'
import { bell, pick } from './chance.ts'
import { writeReply } from './demoReply.ts'
import { readTask } from './readTask.ts'

/**
 * The demo model as task model: it reads the problem, solves it, and then gets it right or slips, as its skill with this
 * prompt and the case's difficulty have it. `draw` tells answers to the same messages apart; empty at temperature 0.
 */
export function solveTask(messages: readonly Message[], seed: number, temperature: number, draw: string): string {
  const { exercise, input, prompt } = readTask(messages)
  const roll = random('reply', seed, input, prompt, draw)
  const jitter = draw === '' ? 0 : 0.08 * temperature * bell('jitter', seed, input, prompt, draw)
  const slip = pick(exercise.slips, roll())
  const attempt = slip === undefined || solves(exercise, input, prompt, seed, jitter) ? exercise.solution : slip
  return writeReply(exercise, attempt, prompt, roll)
}
