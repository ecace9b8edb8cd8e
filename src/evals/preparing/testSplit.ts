import { createHash } from 'node:crypto'
import type { EvalSet } from '../evalSet.ts'
import { fingerprint } from './fingerprint.ts'
import { questionKey, split } from './splits.ts'

/** Identifies the test cases that a seed gives, by what is asked in them, and their eval set: each a sha256 in hex. */
export function testCasesOf(evalSet: EvalSet, seed: number): Readonly<Record<'evalSet' | 'test', string>> {
  const asked = split(evalSet.cases, seed).test.map(questionKey).sort()
  const test = createHash('sha256').update(JSON.stringify(asked)).digest('hex')
  return { evalSet: fingerprint(evalSet), test }
}
