import assert from 'node:assert/strict'
import test from 'node:test'
import { promptMd } from '../../../src/prompts/promptMd.ts'
import { promptYml } from '../../../src/prompts/promptYml.ts'
import { braces, markdown, placeholdersIn } from '../../../src/prompts/tokens.ts'

for (const [text, tokens] of [
  ['{{a}} and {{ b }}', ['{{a}}', '{{ b }}']],
  ['{{#if a}}x{{/if}}', ['{{#if a}}', '{{/if}}']],
  ['{% raw %} { a } {{}}', ['{% raw %}']],
  [`\${input:a} \${input:b:which one?} \${file}`, [`\${input:a}`, `\${input:b:which one?}`, `\${file}`]],
  ['costs $5 {x}', []],
  ['Use #tool:search/code. See #file:src/a.ts, please.', ['#tool:search/code', '#file:src/a.ts']],
  ['[a](b.md) and ![c](d.png)', ['[a](b.md)']],
] as const)
  test(`the tokens of ${JSON.stringify(text)} in Markdown`, () => assert.deepEqual(promptMd.tokens(text), tokens))

test('only braces are tokens in YAML', () => {
  assert.deepEqual(promptYml.tokens(`{{a}} \${b} [c](d) #tool:e`), ['{{a}}'])
})

for (const [text, inMarkdown, inYaml] of [
  ['{{b}} {{a}} {{b}}', ['b', 'a'], ['b', 'a']],
  ['{{ a }}', ['a'], []],
  ['{{first name}}', ['first name'], ['first name']],
  [`\${input:a} \${input:b:hint} \${file}`, ['a', 'b'], []],
  ['{{#if a}} {{>p}} {{}}', [], []],
] as const)
  test(`the placeholders of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(placeholdersIn(markdown, text), inMarkdown)
    assert.deepEqual(placeholdersIn(braces, text), inYaml)
  })

for (const [text, inMarkdown, inYaml] of [
  ['{{a}} {{ a }} {{c}}', '{{b}} {{b}} {{c}}', '{{b}} {{ a }} {{c}}'],
  [`\${input:a:x} \${a}`, `{{b}} \${a}`, `\${input:a:x} \${a}`],
  ['{{b}} {{toString}}', '$& {{toString}}', '$& {{toString}}'],
] as const)
  test(`${JSON.stringify(text)} is filled in one pass`, () => {
    const vars = { a: '{{b}}', b: '$&' }
    assert.equal(promptMd.fill(text, vars), inMarkdown)
    assert.equal(promptYml.fill(text, vars), inYaml)
  })
