import assert from 'node:assert/strict'
import test from 'node:test'
import { nearMiss } from '../../../src/run/reporting/nearMiss.ts'

for (const [answer, wanted, said] of [
  ['Eggs, Pasta', 'eggs, pasta', 'only capital and small letters differ'],
  ['eggs pasta.', 'eggs, pasta', 'only punctuation and spaces differ'],
  ['Eggs\nPasta', 'eggs, pasta', 'only capital letters, punctuation and spaces differ'],
  ['pasta, eggs', 'eggs, pasta', 'the same words are wanted in another order'],
  ['The order is 471.', '471', 'nothing but the answer wanted may stand there'],
  ['It says Keep it.', 'keep', 'nothing but the answer wanted may stand there, in just these letters'],
  ['The order is 4711.', '471', undefined],
  ['keeping', 'keep', undefined],
  ['', 'keep', undefined],
  ['!', '?', undefined],
  ['drop', 'keep', undefined],
] as const)
  test(`${JSON.stringify(answer)} where ${JSON.stringify(wanted)} is wanted: ${said ?? 'no near miss'}`, () =>
    assert.equal(nearMiss(answer, [wanted]), said))
