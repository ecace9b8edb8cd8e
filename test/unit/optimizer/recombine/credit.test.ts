import assert from 'node:assert/strict'
import test from 'node:test'
import { creditOf, type Tried } from '../../../../src/optimizer/recombine/credit.ts'
import { random } from '../../../../src/text/random.ts'

/** A prompt with grades that pass the first so many of its cases. */
const tried = (text: string, passed: number, cases: number): Tried => ({
  text,
  grades: new Map(Array.from({ length: cases }, (_, at) => [`case ${at}`, at < passed ? 1 : 0])),
})

test('a perfect score on few cases is rated below a good one on many', () => {
  const { ratings } = creditOf([tried('A.', 20, 48), tried('B.', 40, 48), tried('C.', 2, 2)])
  const [a = 0, b = 0, c = 0] = ['A.', 'B.', 'C.'].map(text => ratings.get(text))
  assert.ok(b > c && c > a, `${a} ${b} ${c}`)
})

test('hard cases do not count against the prompt that was asked them', () => {
  const hard = { text: 'Hard.', grades: new Map([40, 41, 42, 43, 44, 45].map(at => [`case ${at}`, 0])) }
  const easy = { text: 'Easy.', grades: new Map([0, 1, 2, 3, 4, 5].map(at => [`case ${at}`, 1])) }
  const { ratings } = creditOf([tried('A.', 24, 48), tried('B.', 24, 48), hard, easy])
  const apart = (ratings.get('Easy.') ?? 0) - (ratings.get('Hard.') ?? 0)
  assert.ok(apart < 0.02, `${apart} apart, although each did what all did on its cases`)
})

test('the effect of a unit is told from what goes along with it', () => {
  const prompts = [
    tried('Help. Idle.', 36, 48),
    tried('Idle.', 24, 48),
    tried('Help.', 36, 48),
    tried('Harm. Idle.', 12, 48),
  ]
  const { effects } = creditOf(prompts)
  const [help = 0, idle = 0, harm = 0] = ['Help.', 'Idle.', 'Harm.'].map(unit => effects.get(unit))
  assert.ok(help > 0.01 && harm < -0.01, `${help} ${harm}`)
  assert.ok(Math.abs(idle) < Math.min(help, -harm), `${idle}`)
})

test('draws lie around the mean, and the same seed draws the same', () => {
  const credit = creditOf([tried('Help. Idle.', 36, 48), tried('Idle.', 24, 48)])
  const draws = Array.from({ length: 400 }, (_, at) => credit.draw(random('draw', at)).get('Help.') ?? 0)
  const mean = draws.reduce((sum, effect) => sum + effect, 0) / draws.length
  const deviation = Math.sqrt(draws.reduce((sum, effect) => sum + (effect - mean) ** 2, 0) / draws.length)
  assert.ok(Math.abs(mean - (credit.effects.get('Help.') ?? 0)) < (4 * deviation) / Math.sqrt(draws.length))
  assert.ok(deviation > 0.01 && deviation < 0.06, `${deviation}`)
  assert.equal(credit.draw(random(1)).get('Help.'), credit.draw(random(1)).get('Help.'))
})

test('equal grades and no grades are no trouble', () => {
  assert.equal(creditOf([]).ratings.size, 0)
  assert.equal(creditOf([tried('A.', 3, 3), tried('B.', 3, 3)]).ratings.get('A.'), 0)
})
