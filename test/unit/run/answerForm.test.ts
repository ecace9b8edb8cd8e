import assert from 'node:assert/strict'
import test from 'node:test'
import type { Case, Check } from '../../../src/evals/evalSet.ts'
import { answerForm } from '../../../src/run/reporting/answerForm.ts'

const casesOf = (answers: readonly string[], input = 'x'): readonly Case[] =>
  answers.map((answer, at) => ({ id: `${at}`, vars: { input }, expected: [answer], path: 'a.yaml', line: at + 1 }))

const formOf = (answers: readonly string[], checks: readonly Check[] = [{ grader: 'equals' }], input?: string) =>
  answerForm(casesOf(answers, input), { checks })

for (const [answers, said] of [
  [
    ['eggs, tea', 'salt', 'pears, figs, rice', 'tea', 'beans, tea', 'rice, salt'],
    'is in small letters only, and has ", " between its parts',
  ],
  [['ORD-5', 'ORD-140', 'ORD-13', 'ORD-76', 'ORD-1', 'ORD-99'], 'begins with "ORD-"'],
  [['[45 y]', '[7 y]', '[88 y]', '[19 y]', '[31 y]', '[60 y]'], 'begins with "[", and ends with " y]"'],
  [['EUR 5', 'EUR 140', 'EUR 13', 'EUR 76', 'EUR 1', 'EUR 99'], 'begins with "EUR "'],
  [['BOE, Rita', 'LIND, Tom', 'LUND, Sara', 'BERG, Anna', 'VIK, Peter', 'AAS, Nils'], 'has ", " between its parts'],
  [['2003/05/11', '2023/07/25', '2010/08/08', '2015/11/04', '2020/12/11', '2029/07/11'], 'has "/" between its parts'],
  [['Oslo', 'Bergen', 'Paris', 'Lyon', 'Madrid', 'Porto'], 'begins each word with a capital letter'],
  [['1', '22', '3', '45', '5', '6'], undefined],
  [['no, Ann', 'Yes. You may', 'well', 'Why not?', 'of course', 'Never'], undefined],
  [['a b', 'c d', 'e f'], undefined],
  [['one\ntwo', 'a\nb', 'c\nd', 'e\nf', 'g\nh', 'i\nj'], undefined],
] as const)
  test(`${answers
    .slice(0, 3)
    .map(answer => JSON.stringify(answer))
    .join(', ')} … ${said ?? 'have no form'}`, () =>
    assert.equal(formOf(answers), said && `Every answer wanted ${said}.`))

const cities = ['OSLO>ROME', 'ROME>LYON', 'LYON>OSLO', 'OSLO>LYON', 'ROME>OSLO', 'LYON>ROME']

test('words that all stand in the message are said to', () =>
  assert.equal(
    formOf(cities, undefined, 'Oslo, Rome, Lyon'),
    'Every answer wanted is in capital letters only, has ">" between its parts, and all its words stand in the message.',
  ))

test('where an answer may be wrapped in a sentence, its form is not told', () =>
  assert.deepEqual(
    [formOf(cities, [{ grader: 'answer' }]), formOf(cities, [{ grader: 'includes' }]), formOf(cities, [])],
    [undefined, undefined, undefined],
  ))
