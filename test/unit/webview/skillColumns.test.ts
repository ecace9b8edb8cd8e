import assert from 'node:assert/strict'
import test from 'node:test'
import { cellsOf, columnsOf } from '../../../webview/routing/skillColumns.ts'

const skill = (name: string) => ({ name, description: '', fires: 0, of: 0, stolenBy: [], takesFrom: [] })
const query = (expected: string, answers: readonly (string | null)[]) => ({
  ...{
    owner: expected,
    query: expected,
    file: '',
    line: 1,
    expected: [expected],
    not: [],
    answers,
    trouble: [],
    standing: 'right' as const,
    said: '',
  },
})

test('only skills that something goes or should go to have a column, none the last one', () => {
  const skills = ['a', 'b', 'c', 'd'].map(skill)
  assert.deepEqual(columnsOf({ skills, queries: [query('c', ['a', null]), query('none', ['none'])] }), [
    'a',
    'c',
    'none',
  ])
})

test('the answers of a query are spread over its columns, those that could not be read left out', () => {
  const cells = cellsOf(query('a', []), ['b', 'a', 'b', null], ['a', 'b', 'none'])
  assert.deepEqual(cells, [
    { column: 1, count: 2, share: 2 / 3, isRight: false },
    { column: 0, count: 1, share: 1 / 3, isRight: true },
  ])
})
