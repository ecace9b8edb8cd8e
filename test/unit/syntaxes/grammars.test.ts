import assert from 'node:assert/strict'
import test from 'node:test'
import { tokenizer } from './tokenizer.ts'

const tokenize = await tokenizer()
const skip = typeof tokenize === 'string' ? `Grammars are not tested: ${tokenize}` : false

/** What a grammar says of a text, its brackets left out, which all look the same. */
function told(scopeName: string, text: string): string[] {
  if (typeof tokenize === 'string') return []
  return tokenize(scopeName, text).filter(line => !line.includes(' · punctuation.'))
}

const tables: readonly (readonly [title: string, scopeName: string, text: string, expected: readonly string[]])[] = [
  [
    'Prompty has frontmatter, roles with attributes, and Jinja',
    'text.prompty',
    `---
name: qa
---
# system:
Answer {{ question | upper }} in {{lang.code}}.
{% if ctx and not x %}Use it.{% endif %}{# note #}
assistant[name="bot"]:
![photo](cat.png)`,
    [
      'name · entity.name.tag',
      'qa · string.unquoted',
      'system · keyword.control.role',
      'question · variable.other.placeholder',
      '| · keyword.operator.filter',
      'upper · support.function.filter',
      'lang.code · variable.other.placeholder',
      'if · keyword.control',
      'ctx · variable.other.placeholder',
      'and · keyword.control',
      'not · keyword.control',
      'x · variable.other.placeholder',
      'endif · keyword.control',
      '{# · comment.block',
      'note · comment.block',
      '#} · comment.block',
      'assistant · keyword.control.role',
      'name · entity.other.attribute-name',
      '"bot" · string.quoted.double',
      'photo · string.other.link.description',
      'cat.png · markup.underline.link.image',
    ],
  ],
  [
    'a role stands on a line of its own, and a fence in the body opens no frontmatter',
    'text.prompty',
    `Note to the user: hi
User:
---
name: {{name}}`,
    ['User · keyword.control.role', 'name · variable.other.placeholder'],
  ],
  [
    'what is raw holds no placeholders',
    'text.prompty',
    '{% raw %}{{ no }}{% endraw %}{{yes}}',
    [
      'raw · keyword.control',
      '{{ no }} · string.unquoted.raw',
      'endraw · keyword.control',
      'yes · variable.other.placeholder',
    ],
  ],
  [
    'Dotprompt has a licence, frontmatter, roles, helpers and partials',
    'text.dotprompt',
    `# Copyright ---
---
model: x/y
---
# A heading
{{role "system"}}Classify {{{text}}} {{!-- note --}}
{{#if photo}}{{media url=photo}}{{else}}none{{/if}}
{{>_style}}{{#each items as |item|~}} {{this.name}} {{@index}} {{../top}}{{/each}}
{{history}}{{json x indent=2}}`,
    [
      '# Copyright --- · comment.line.number-sign',
      'model · entity.name.tag',
      'x/y · string.unquoted',
      'role · keyword.control.role',
      '"system" · string.quoted.role',
      'text · variable.other.placeholder',
      '{{!-- · comment.block',
      'note · comment.block',
      '--}} · comment.block',
      '# · keyword.operator.block',
      'if · keyword.control',
      'photo · variable.other.placeholder',
      'media · support.function.helper',
      'url · entity.other.attribute-name',
      '= · keyword.operator.assignment',
      'photo · variable.other.placeholder',
      'else · keyword.control',
      '/ · keyword.operator.block',
      'if · keyword.control',
      '> · keyword.operator.partial',
      '_style · entity.name.function.partial',
      '# · keyword.operator.block',
      'each · keyword.control',
      'items · variable.other.placeholder',
      'as · keyword.control',
      '| · keyword.operator',
      'item · variable.parameter',
      '| · keyword.operator',
      'this.name · variable.language',
      '@index · variable.language',
      '../top · variable.other.placeholder',
      '/ · keyword.operator.block',
      'each · keyword.control',
      'history · support.function.helper',
      'json · support.function.helper',
      'x · variable.other.placeholder',
      'indent · entity.other.attribute-name',
      '= · keyword.operator.assignment',
      '2 · constant.numeric',
    ],
  ],
  [
    'a prompt without frontmatter is coloured from its first line on',
    'text.dotprompt',
    '- {{name}}\n# heading\n---\n{{other}}',
    ['name · variable.other.placeholder', 'other · variable.other.placeholder'],
  ],
  [
    'PromptL has frontmatter, comments, tags of roles and others, and logic',
    'text.promptl',
    `---
model: gpt
---
/* note */
<system>Be {{ tone }}.</system>
<message role="user">{{ if $now > 3 && x.y == "a" }}{{ q }}{{ endif }}</message>
<prompt path="./a" who={{ w }} /><b>bold</b>`,
    [
      'model · entity.name.tag',
      'gpt · string.unquoted',
      '/* · comment.block',
      'note · comment.block',
      '*/ · comment.block',
      'system · keyword.control.role',
      'tone · variable.other.placeholder',
      'system · keyword.control.role',
      'message · entity.name.tag',
      'role · entity.other.attribute-name',
      '" · string.quoted.double',
      'user · string.quoted.double',
      '" · string.quoted.double',
      'if · keyword.control',
      '$now · variable.language',
      '> · keyword.operator',
      '3 · constant.numeric',
      '&& · keyword.operator',
      'x.y · variable.other.placeholder',
      '== · keyword.operator',
      '"a" · string.quoted.double',
      'q · variable.other.placeholder',
      'endif · keyword.control',
      'message · entity.name.tag',
      'prompt · entity.name.tag',
      'path · entity.other.attribute-name',
      '" · string.quoted.double',
      './a · string.quoted.double',
      '" · string.quoted.double',
      'who · entity.other.attribute-name',
      'w · variable.other.placeholder',
    ],
  ],
  [
    'Markdown prompts have the placeholders that a case fills, in the body and not in comments',
    'text.html.markdown.prompt',
    `---
description: about {{nothing}}
---
Sum up {{ text }} for \${input:scope:which area?}, not \${file} {{#if x}} {{{raw}}}
<!-- {{no}} -->`,
    [
      'description · entity.name.tag',
      'about {{nothing}} · string.unquoted',
      'text · variable.other.placeholder',
      'input · keyword.other.input',
      'scope · variable.other.placeholder',
      'which area? · string.unquoted.hint',
      '<!-- {{no}} --> · comment.block',
    ],
  ],
  [
    'prompts in YAML have placeholders without spaces, as their tool fills them',
    'source.yaml',
    `content: Hi {{name}} {{ spaced }} \${{ gh }} {{.Values.x}}\n# {{no}}`,
    [
      'content · entity.name.tag',
      'Hi · string.unquoted',
      'name · variable.other.placeholder',
      `{{ spaced }} \${{ gh }} {{.Values.x}} · string.unquoted`,
      '# {{no}} · comment.line',
    ],
  ],
]

for (const [title, scopeName, text, expected] of tables)
  test(title, { skip }, () => assert.deepEqual(told(scopeName, text), expected))

test('braces are what begins and ends an expression', { skip }, () => {
  if (typeof tokenize === 'string') return
  assert.deepEqual(tokenize('text.prompty', '{{-x-}}'), [
    '{{- · punctuation.definition.template-expression.begin',
    'x · variable.other.placeholder',
    '-}} · punctuation.definition.template-expression.end',
  ])
})
