import assert from 'node:assert/strict'
import test from 'node:test'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { render } from '../../../src/prompts/rendering.ts'

type Row = readonly [what: string, source: string, vars: Readonly<Record<string, string>>, sent: string]

/** What Dotprompt's specification has sent of a file, each message as its role and content. */
const rows: readonly Row[] = [
  ['a file without a header is the user’s message', 'Hello {{name}}!', { name: 'Ann' }, 'user:Hello Ann!'],
  ['a header is not sent', '---\nmodel: m\n---\nHello {{name}}!', { name: 'Ann' }, 'user:Hello Ann!'],
  ['the space around a body is not sent', '---\nmodel: m\n---\n\n  Hi {{n}}!  \n\n', { n: 'A' }, 'user:Hi A!'],
  ['without a header the line end at the end is', 'Hi {{n}}!\n', { n: 'A' }, 'user:Hi A!\n'],
  ['a role begins a message', '{{role "system"}}Be brief.{{role "user"}}{{q}}', { q: 'x' }, 'system:Be brief.|user:x'],
  [
    'single quotes name a role too',
    "{{role 'system'}}Be brief.{{role 'user'}}{{q}}",
    { q: 'x' },
    'system:Be brief.|user:x',
  ],
  [
    'a role ends the message before it',
    'Before {{role "model"}}Sure.{{role "user"}} After {{q}}',
    { q: 'x' },
    'user:Before |assistant:Sure.|user: After x',
  ],
  [
    'line ends around a role are part of the messages',
    '{{role "system"}}\nBe.\n{{role "user"}}\n{{q}}\n',
    { q: 'x' },
    'system:\nBe.\n|user:\nx\n',
  ],
  ['a role with nothing after it is not sent', '{{role "system"}}{{role "user"}}Hi {{q}}', { q: 'x' }, 'user:Hi x'],
  ['after the history the model speaks', 'Text {{q}} {{history}} more', { q: 'x' }, 'user:Text x |assistant: more'],
  ['a comment is not sent', '{{role "user"}}{{! why }}Hi {{q}}', { q: 'x' }, 'user:Hi x'],
  ['a comment takes its line along', '{{role "user"}}Line\n{{! why }}\nHi {{q}}', { q: 'x' }, 'user:Line\nHi x'],
  ['a long comment may hold braces', '{{role "user"}}{{!-- }} --}}Hi {{q}}', { q: 'x' }, 'user:Hi x'],
  ['nothing is escaped', '{{role "user"}}Hi {{q}}', { q: '<b>&' }, 'user:Hi <b>&'],
  ['three braces are the same', '{{role "user"}}Hi {{{q}}}', { q: '<b>&' }, 'user:Hi <b>&'],
  ['braces after a backslash are text', '{{role "user"}}Write \\{{q}} for {{q}}', { q: 'x' }, 'user:Write {{q}} for x'],
  ['two backslashes are one', '{{role "user"}}In C:\\\\{{q}}', { q: 'x' }, 'user:In C:\\x'],
  ['spaces in the braces do not count', '{{role "user"}}Hi {{ q }}', { q: 'x' }, 'user:Hi x'],
  ['an empty header is text', '---\n---\n{{role "user"}}Hi {{q}}', { q: 'x' }, 'user:---\n---\n|user:Hi x'],
  ['a broken header is text', '---\nmodel: [\n---\nHi {{q}}', { q: 'x' }, 'user:---\nmodel: [\n---\nHi x'],
  [
    'a value is sent as it is in any script',
    '{{a}} / 你好 / {{b}} 👋🏽',
    { a: 'नमस्ते', b: 'שלום' },
    'user:नमस्ते / 你好 / שלום 👋🏽',
  ],
  [
    'each role in turn begins a message of its own',
    '{{role "system"}}a\n{{role "user"}}b\n{{role "model"}}c\n{{role "user"}}d\n',
    {},
    'system:a\n|user:b\n|assistant:c\n|user:d\n',
  ],
  [
    'a history with nothing in it leaves the messages around it',
    '{{role "system"}}Be brief.\n{{history}}\n{{role "user"}}{{q}}\n',
    { q: 'x' },
    'system:Be brief.\n|user:x\n',
  ],
  ['a default is overridden by a case', '---\ninput: {default: {n: A}}\n---\nHi {{n}}!', { n: 'B' }, 'user:Hi B!'],
  ['a header of the user’s own keys is a header', '---\nconfig: {temperature: 3}\nown: x\n---\nHi.\n', {}, 'user:Hi.'],
  ['a header that ends the file is text', '---\nmodel: m\n---', {}, 'user:---\nmodel: m\n---'],
]

for (const [what, source, vars, sent] of rows)
  test(`Dotprompt: ${what}`, () => {
    const file = readPromptFile('/w/a.prompt', source)
    assert.ok(file.ok, JSON.stringify(file))
    const [target] = file.value.targets
    assert.ok(target)
    const messages = render(file.value, target.id, target.text, vars)
    assert.equal(messages.map(({ role, content }) => `${role}:${content}`).join('|'), sent)
  })

/** What is more than a placeholder is told with its line, and nothing is scored by it. */
for (const [source, line] of [
  ['{{#if q}}Hi{{/if}}', 1],
  ['Hi\n{{#each list}}{{this}}{{/each}}', 2],
  ['Hi {{>style}}', 1],
  ['{{role "user"}}Look:\n{{media url=photo}}', 2],
  ['Hi {{json q}}', 1],
  ['Hi {{a.b}}', 1],
  ['{{#ifEquals a b}}1{{else}}2{{/ifEquals}}', 1],
  ['{{#unlessEquals a b}}1{{/unlessEquals}}', 1],
  ['Hi\n{{section "code"}}', 2],
  ['Hi {{> greeting name=n}}', 1],
  ['Hi\n\n{{@state.count}}', 3],
  ['Hi {{~q~}} there', 1],
  ['{{role "user"}}Hi\n{{role "tool"}}{{q}}', 2],
] as const)
  test(`Dotprompt: ${JSON.stringify(source)} is refused on line ${line}`, () => {
    const file = readPromptFile('/w/a.prompt', source)
    assert.ok(file.ok, JSON.stringify(file))
    const logic = file.value.problems.find(({ code }) => code === 'template-logic')
    assert.equal(logic?.place?.line, line)
  })
