import assert from 'node:assert/strict'
import test from 'node:test'
import { caseName } from '../../../src/evals/preparing/caseName.ts'

for (const [name, id, vars, expected] of [
  ['by the id that its author gave it', 'refund-1', { question: 'May I return it?' }, 'refund-1'],
  ['by such an id though it is a long number', '202411280001', { question: 'May I return it?' }, '202411280001'],
  [
    'by what it asks, where the id was made of it',
    '0f3a9c11d2e4',
    { question: 'May I\nreturn it?' },
    'May I return it?',
  ],
  ['and so is the second of two alike', '0f3a9c11d2e4-2', { a: 'One', b: 'two' }, 'One · two'],
  ['by no more of it than a row holds', '0f3a9c11d2e4', { a: 'x'.repeat(200) }, `${'x'.repeat(99)}…`],
  ['by its made id where it asks nothing', '0f3a9c11d2e4', {}, '0f3a9c11d2e4'],
] as const)
  test(`a case is called ${name}`, () => assert.equal(caseName({ id, vars }), expected))
