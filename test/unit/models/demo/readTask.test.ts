import assert from 'node:assert/strict'
import test from 'node:test'
import { readTaskText } from '../../../../src/models/demo/readTask.ts'
import { countingCases, logicCases } from './generated.ts'

const problems = [
  ['counting', 'I have a chair, two stalks of celery, and three mice. How many animals do I have?', '3'],
  ['counting', 'I have an oven, a harp, and two cellos. How many musical instruments do I have?', '3'],
  ['counting', 'I have a lamp, six knives, and a kiwi. How many objects do I have?', '8'],
  ['logic', 'not ( True and False ) or False is', 'True'],
  ['logic', 'True or False and False', 'True'],
  ['logic', 'not not not True or ( False )', 'False'],
  ['arithmetic', '((-1 + 2 + 9 * 5) - (-2 + -4 + -4 * -7)) =', '24'],
  ['arithmetic', '( 3 - -4 ) * 2 =', '14'],
  ['arithmetic', 'What is 7 - 12?', '-5'],
  ['sorting', 'Sort the following words alphabetically: List: plum apple peach', 'apple peach plum'],
  ['sorting', "Put these words in alphabetical order.\n\nWords: o'neil, okra, oak", "o'neil oak okra"],
  [
    'choice',
    'Today is Sep 9, 1909. What is the date one week from today in MM/DD/YYYY?\nOptions:\n(A) 09/02/1909\n(B) 09/16/1909',
    '(B)',
  ],
  ['labelling', 'Topics: billing, delivery, bug\n\nTicket: The courier lost my parcel.', 'delivery'],
  [
    'labelling',
    'Is this review positive or negative?\n\n"A terrible waste of a good evening, the worst of all."',
    'negative',
  ],
  ['number', 'Ann has 3 boxes with 4 pens each. How many pens does she have?', '12'],
] as const

for (const [kind, text, answer] of problems)
  test(`"${text.replaceAll('\n', ' ').slice(0, 60)}" is a case of ${kind} and its answer is ${answer}`, () => {
    const { exercise } = readTaskText(text)
    assert.equal(exercise.kind, kind)
    assert.equal(exercise.solution.answer, answer)
  })

test('counting and logic are solved for every generated case', () => {
  for (const { input, expected } of [...countingCases(60), ...logicCases(60)])
    assert.equal(readTaskText(input).exercise.solution.answer, expected, input)
})

test('a slip never has the right answer', () => {
  for (const [, text, answer] of problems)
    for (const slip of readTaskText(text).exercise.slips) assert.notEqual(slip.answer, answer, text)
})

test('what is said about the problem is told from the problem, before it and after it', () => {
  const prompt = 'Answer with True or False only.'
  for (const text of [`${prompt}\n\nnot True and False is`, `not True and False is\n${prompt}`]) {
    const task = readTaskText(text)
    assert.equal(task.input, 'not True and False')
    assert.match(task.prompt, /Answer with True or False only\./)
    assert.doesNotMatch(task.prompt, /not True/)
  }
})

test('a text that no solver knows is answered in its own words', () => {
  const { exercise } = readTaskText('Summarize the text.\n\nThe ferry was late. Nobody minded.')
  assert.equal(exercise.kind, 'text')
  assert.equal(exercise.solution.answer, 'The ferry was late.')
})
