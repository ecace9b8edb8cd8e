import assert from 'node:assert/strict'
import test from 'node:test'
import { languages } from '../../../src/prompts/languages.ts'
import { fillIn, logicIn, placeholdersIn, tokensIn } from '../../../src/prompts/source/templateTokens.ts'

const { markdown, braces } = languages

for (const [text, tokens] of [
  ['{{a}} and {{ b }}', ['{{a}}', '{{ b }}']],
  ['{{#if a}}x{{/if}}', ['{{#if a}}', '{{/if}}']],
  ['{% raw %} { a } {{}}', ['{% raw %}']],
  [`\${input:a} \${input:b:which one?} \${file}`, [`\${input:a}`, `\${input:b:which one?}`, `\${file}`]],
  ['costs $5 {x}', []],
  ['Use #tool:search/code. See #file:src/a.ts, please.', ['#tool:search/code', '#file:src/a.ts']],
  ['[a](b.md) and ![c](d.png)', ['[a](b.md)']],
] as const)
  test(`the tokens of ${JSON.stringify(text)} in Markdown`, () => assert.deepEqual(tokensIn(markdown, text), tokens))

test('only braces are tokens in YAML', () => {
  assert.deepEqual(tokensIn(braces, `{{a}} \${b} [c](d) #tool:e`), ['{{a}}'])
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
    assert.equal(fillIn(markdown, text, vars), inMarkdown)
    assert.equal(fillIn(braces, text, vars), inYaml)
  })

/** What of a text each language takes for tokens, for placeholders and for logic, and what filling x with `{{y}}` gives. */
for (const [name, text, tokens, placeholders, logic, filled] of [
  ['markdown', `\${{ secrets.x }} {{x}}`, 2, ['x'], undefined, `\${{ secrets.x }} {{y}}`],
  ['guidance', '{{x}} {{ x }} {{a.b}}', 3, ['x'], undefined, '{{y}} {{ x }} {{a.b}}'],
  [
    'skill',
    'See [how](references/a.md), `scripts/run.py`, ./assets/t.docx, ../deploy/scripts/b.sh and /scripts/c.sh. {{x}}',
    6,
    ['x'],
    undefined,
    'See [how](references/a.md), `scripts/run.py`, ./assets/t.docx, ../deploy/scripts/b.sh and /scripts/c.sh. {{y}}',
  ],
  [
    'skill',
    'https://a.org/scripts/x.js, myscripts/x, the scripts/ folder, scripts and references',
    0,
    [],
    undefined,
    'https://a.org/scripts/x.js, myscripts/x, the scripts/ folder, scripts and references',
  ],
  ['braces', '{{#if x}}', 1, [], undefined, '{{#if x}}'],
  ['jinja', 'a {{x}} {{ x }}{# no {{x}} #}.', 3, ['x'], undefined, 'a {{y}} {{y}}.'],
  ['jinja', '{% if x %}{{ x }}{% endif %}', 3, ['x'], '{% if x %}', '{% if x %}{{y}}{% endif %}'],
  ['jinja', '{{ x | upper }}', 1, [], '{{ x | upper }}', '{{ x | upper }}'],
  ['jinja', '{{ a.x }} {{-x}}', 2, [], '{{ a.x }}', '{{ a.x }} {{-x}}'],
  ['jinja', 'an open {{ x', 1, [], '{{', 'an open {{ x'],
  ['prompty', `![a](b.png) \${env:X} {{x}}\n---\n`, 4, ['x'], undefined, `![a](b.png) \${env:X} {{y}}\n---\n`],
  ['handlebars', '{{x}} {{{ x }}} {{&x}}', 3, ['x'], undefined, '{{y}} {{y}} {{y}}'],
  ['handlebars', '{{!-- a }} --}}\n{{x}}{{! b }}.', 3, ['x'], undefined, '{{y}}.'],
  [
    'handlebars',
    '{{#if x}}{{x}}{{else}}{{this}}{{/if}}',
    5,
    ['x'],
    '{{#if x}}',
    '{{#if x}}{{y}}{{else}}{{this}}{{/if}}',
  ],
  ['handlebars', '{{>p}} {{json x}}', 2, [], '{{>p}}', '{{>p}} {{json x}}'],
  ['handlebars', '{{{{raw}}}} {{x}} {{{{/raw}}}}', 3, ['x'], '{{{{raw}}}}', '{{{{raw}}}} {{y}} {{{{/raw}}}}'],
  ['f-string', '{x} {{x}} {{{x}}}', 6, ['x'], undefined, '{{y}} {x} {{{y}}}'],
  ['f-string', '{x!r} {x:>10}', 2, [], '{x!r}', '{x!r} {x:>10}'],
  ['f-string', 'a { lone', 1, [], '{', 'a { lone'],
  ['semantic-kernel', '{{$x}} {{ $x }} {{x}}', 3, ['x'], '{{x}}', '{{y}} {{y}} {{x}}'],
  ['semantic-kernel', "{{time.now}} {{f 'a'}}", 2, [], '{{time.now}}', "{{time.now}} {{f 'a'}}"],
  ['promptl', '{{ x }}/* {{x}} */ <b>x</b>', 4, ['x'], undefined, '{{y}} <b>x</b>'],
  ['promptl', String.raw`{{x}} \{{x}} \\ \d \🎉`, 5, ['x'], undefined, String.raw`{{y}} {{x}} \ d 🎉`],
  ['promptl', '{{ if x }}{{ x }}{{ endif }}', 3, ['x'], '{{ if x }}', '{{ if x }}{{y}}{{ endif }}'],
  ['promptl', '<step>{{ x }}</step>', 3, ['x'], '<step>', '<step>{{y}}</step>'],
  ['single-braces', '{x} {x y} { x }', 1, ['x'], undefined, '{{y}} {x y} { x }'],
  ['dollar', `$x \${x} $5 $$`, 2, ['x'], undefined, '{{y}} {{y}} $5 $$'],
] as const)
  test(`${name}: ${JSON.stringify(text)}`, () => {
    const language = languages[name]
    assert.equal(tokensIn(language, text).length, tokens)
    assert.deepEqual(placeholdersIn(language, text), placeholders)
    assert.equal(logicIn(language, text)?.token, logic)
    assert.equal(fillIn(language, text, { x: '{{y}}', y: 'never' }), filled)
  })

test('many tokens are looked through once', () => {
  const braces = '{{'.repeat(100_000)
  const start = performance.now()
  assert.equal(logicIn(languages['f-string'], braces), undefined)
  assert.equal(logicIn(languages['f-string'], `${braces}{`)?.at, braces.length)
  // Were every token compared with every placeholder, this would take a minute.
  assert(performance.now() - start < 5000)
})
