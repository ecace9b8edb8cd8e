import assert from 'node:assert/strict'
import test from 'node:test'
import { beyondFilling, fill, splitList, templateNames } from '../../../src/evals/reading/variables.ts'

const vars = { name: 'Ann', nested: '{{name}}' }

/** A template, and what becomes of it in our own form, of GitHub Models and of promptfoo. */
for (const [template, own, github, promptfoo] of [
  ['Hi {{name}}', 'Hi Ann', 'Hi Ann', 'Hi Ann'],
  ['Hi {{ name }}', 'Hi Ann', 'Hi {{ name }}', 'Hi Ann'],
  ['{{nested}}', '{{name}}', '{{name}}', '{{name}}'],
  ['{{nobody}}!', '{{nobody}}!', '{{nobody}}!', '!'],
  ['{{- name -}}', 'Ann', '{{- name -}}', 'Ann'],
  ['{name}', '{name}', '{name}', '{name}'],
] as const)
  test(`${template} is filled as each tool does`, () =>
    assert.deepEqual(
      [fill(template, vars), fill(template, vars, 'github'), fill(template, vars, 'promptfoo')],
      [own, github, promptfoo],
    ))

test('the names of a template are those in double braces', () =>
  assert.deepEqual(templateNames('{{a}} {{ b }} {c} {{}}'), ['a', 'b']))

for (const [text, beyond] of [
  ['plain {{name}} {{ name }} {{-name-}}', undefined],
  ['{{ name | upper }}', '{{ name | upper }}'],
  ['a {{ user.name }}', '{{ user.name }}'],
  ['{% if a %}b{% endif %}', '{% if a %}'],
  ['{% never closed', '{% never closed'],
  ['{"a": {"b": 1}}', undefined],
] as const)
  test(`of ${text}, ${beyond ?? 'nothing'} is beyond filling`, () => assert.equal(beyondFilling(text), beyond))

for (const [text, items] of [
  ['a, b ,c', ['a', 'b', 'c']],
  ['"a, b", c', ['a, b', 'c']],
  ['"say ""hi""", "back\\"slash"', ['say "hi"', 'back"slash']],
  [',, a', ['a']],
  ['one', ['one']],
  ['', []],
] as const)
  test(`${JSON.stringify(text)} lists ${items.length}`, () => assert.deepEqual(splitList(text), items))

test('Texts made to take for ever are read at once', () => {
  const spaces = ' '.repeat(20_000)
  assert.deepEqual(splitList(`"${'\\'.repeat(100)}`), [`"${'\\'.repeat(100)}`])
  assert.deepEqual(splitList(`a${spaces}b`), [`a${spaces}b`])
  assert.equal(fill(`{{${spaces}x`, { x: 'y' }), `{{${spaces}x`)
  assert.equal(fill(`{{${spaces}x${spaces}}}`, { x: 'y' }), 'y')
})
