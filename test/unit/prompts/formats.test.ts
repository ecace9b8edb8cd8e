import assert from 'node:assert/strict'
import test from 'node:test'
import { acceptCandidate } from '../../../src/prompts/candidate.ts'
import type { PromptFile } from '../../../src/prompts/promptFile.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { placeholdersFor, render, unevaluatedFor } from '../../../src/prompts/rendering.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'

/** A file, one of its targets, a new text, and the file with it. */
for (const [what, path, source, id, text, expected] of [
  [
    'a description keeps its quotes',
    'SKILL.md',
    "---\nname: x\ndescription: 'Old.' # why\n---\nBody.\n",
    'description',
    "It's new: yes",
    "---\nname: x\ndescription: 'It''s new: yes' # why\n---\nBody.\n",
  ],
  [
    'a plain description that needs quotes gets them',
    'SKILL.md',
    '---\r\nname: x\r\ndescription: Old.\r\n---\r\nBody.\r\n',
    'description',
    'New: #1',
    '---\r\nname: x\r\ndescription: "New: #1"\r\n---\r\nBody.\r\n',
  ],
  [
    'the white space around a message stays',
    'a.prompty',
    '---\nname: x\n---\n\nsystem:\n\n  Old.\n\nuser:\n{{q}}',
    'messages[0]',
    'New.\n\nMore.',
    '---\nname: x\n---\n\nsystem:\n\n  New.\n\nMore.\n\nuser:\n{{q}}',
  ],
  [
    'a message between role helpers is replaced, and they stay',
    'a.prompt',
    '---\nmodel: m\n---\n{{role "system"}} Old. {{role "user"}}{{q}}',
    'messages[0]',
    'New.',
    '---\nmodel: m\n---\n{{role "system"}} New. {{role "user"}}{{q}}',
  ],
  [
    'a message in a tag keeps its indentation',
    'a.promptl',
    '<system>\n\tOld.\n\t\tList.\n</system>\n',
    'messages[0]',
    'New.\n\n  Deeper.',
    '<system>\n\tNew.\n\n\t  Deeper.\n</system>\n',
  ],
  [
    'one prompt of several is replaced',
    'promptfooconfig.yaml',
    "prompts:\n  - 'Old {{a}}'   # first\n  - |-\n    Other {{a}}\ntests: []\n",
    'prompts[0]',
    'New\n{{a}}',
    'prompts:\n  - "New\\n{{a}}"   # first\n  - |-\n    Other {{a}}\ntests: []\n',
  ],
  [
    'a JSON string is replaced as one, in the letters it was written in',
    'promptfooconfig.json',
    '{"prompts": [ "Caf\\u00e9 \\/ {{a}}" ],\n "tests": []}',
    'prompts[0]',
    'é "{{a}}" 🎉',
    '{"prompts": [ "\\u00e9 \\"{{a}}\\" \\ud83c\\udf89" ],\n "tests": []}',
  ],
  [
    'letters beyond ASCII stay as they are where they are not escaped',
    'chat.json',
    '[{"role":"user","content":"é {{a}}"}]',
    'messages[0]',
    'ü\t{{a}}',
    '[{"role":"user","content":"ü\\t{{a}}"}]',
  ],
  [
    'a segment is replaced, and the lines between stay',
    'a.txt',
    'One.\n\n---\n\nTwo.\n----\nStill.\n',
    'segment[1]',
    'New.',
    'One.\n\n---\n\nNew.\n',
  ],
  [
    'a text in XML is escaped',
    'skprompt.txt',
    '<message role="system">A &amp; b &#x3C;</message>',
    'messages[0]',
    'a < b && c > d "e"',
    '<message role="system">a &lt; b &amp;&amp; c &gt; d "e"</message>',
  ],
  [
    'a text in XML in YAML is escaped in both',
    'a.yaml',
    'template_format: semantic-kernel\ntemplate: \'<message role="system">Old.</message>\'\n',
    'messages[0]',
    "It's < 3",
    "template_format: semantic-kernel\ntemplate: '<message role=\"system\">It''s &lt; 3</message>'\n",
  ],
] as const)
  test(what, () => assert.deepEqual(replaceTarget(parse(path, source), id, text), { ok: true, value: expected }))

/** A file whose first target does not take a text, and why. */
for (const [what, path, source, text, expected] of [
  ['a line that names a role', 'a.prompty', '---\nname: x\n---\nBe brief.', 'Be brief.\nUser:\nno', 'not-writable'],
  ['one for developers', 'a.prompty', '---\nname: x\n---\nBe brief.', '# Developer:\nno', 'not-writable'],
  ['a fence', 'a.prompty', '---\nname: x\n---\nBe brief.', 'Be brief.\n---\nno', 'placeholder-invented ---'],
  [
    'a role helper',
    'a.prompt',
    '---\nmodel: m\n---\nBe brief.',
    '{{role "user"}}no',
    'placeholder-invented {{role "user"}}',
  ],
  ['a tag', 'a.promptl', '<system>Be brief.</system>', 'Be </system> brief.', 'placeholder-invented </system>'],
  ['a separator', 'a.txt', 'One.\n---\nTwo.', 'One.\n---\nAnd.', 'not-writable'],
  ['a separator where there was none', 'a.txt', 'One.', 'One.\n---\nAnd.', 'not-writable'],
  ['a lone brace', 'a.json', '{"_type": "prompt", "template": "Sum {x}"}', 'Sum { {x}', 'placeholder-invented {'],
  ['lost escapes', 'a.json', '{"_type": "prompt", "template": "{{a}} {x}"}', 'a {x}', 'placeholder-lost {{'],
  ['a lost filter', 'a.j2', 'Sum {{ x | upper }}', 'Sum {{ x }}', 'placeholder-lost {{ x | upper }}'],
  [
    'a loop',
    'promptfooconfig.yaml',
    'prompts: Sum {{x}}\ntests: []\n',
    '{% for %}{{x}}',
    'placeholder-invented {% for %}',
  ],
  ['another language', 'a.txt', 'Sum {x}', '{x} {% y %}', 'not-writable'],
  ['too long a description', 'SKILL.md', '---\ndescription: x\n---\n', 'x'.repeat(1025), 'not-writable'],
  [
    'a chat',
    'promptfooconfig.yaml',
    'prompts: Sum up.\ntests: []\n',
    '[{"role": "user", "content": "Sum up."}]',
    'not-writable',
  ],
  ['a chat in YAML', 'a.txt', 'Sum up.\n---\nSum.', '- role: user\n  content: Sum up.', 'not-writable'],
  [
    'the chat so far',
    'a.prompty',
    '---\nsample: {a: 1}\n---\nsystem:\nSum up.',
    'Sum.\n![thread]',
    'placeholder-invented ![thread]',
  ],
  ['a path', 'promptfooconfig.yaml', 'prompts: Sum up.\ntests: []\n', 'file://a.txt', 'not-writable'],
] as const)
  test(`${what} is refused in ${path}`, () => {
    const file = parse(path, source)
    const accepted = acceptCandidate(file, file.targets[0]?.id ?? '', text)
    const found = accepted.ok ? undefined : accepted.problem
    assert.equal(found && ('token' in found ? `${found.code} ${found.token}` : found.code), expected)
  })

test('a description takes 1024 characters, whatever they are in UTF-16', () => {
  const file = parse('SKILL.md', '---\ndescription: x\n---\n')
  assert.ok(acceptCandidate(file, 'description', '🎉'.repeat(1024)).ok)
})

/** What is sent for a case with `New` and the tokens of the text in the target's place. */
for (const [what, path, source, id, text, vars, expected] of [
  [
    'instructions stand before what is asked',
    'a.instructions.md',
    'Be brief.',
    'body',
    'New.',
    { q: 'Why?' },
    ['system: New.', 'user: Why?'],
  ],
  [
    'a skill is asked about without its description',
    'SKILL.md',
    '---\ndescription: d\n---\nb',
    'body',
    'New.',
    { q: 'Why?' },
    ['system: New.', 'user: Why?'],
  ],
  [
    'messages of Prompty are sent without the blank lines around them',
    'a.prompty',
    '---\nname: x\n---\nsystem:\n\nOld.\n\nuser:\n{{q}}\n\n',
    'messages[0]',
    'New.',
    { q: 'Why?' },
    ['system: New.', 'user: Why?'],
  ],
  [
    'messages of Dotprompt are sent with them',
    'a.prompt',
    '---\nmodel: m\n---\n{{role "system"}}\nOld.\n{{role "user"}}{{q}}\n',
    'messages[0]',
    'New.',
    { q: '<b>' },
    ['system: \nNew.\n', 'user: <b>'],
  ],
  [
    'a comment before the first message of Dotprompt is none',
    'a.prompt',
    '{{!-- For {{q}}. --}}\n{{role "system"}}Old.{{! Why? }}{{role "user"}}{{~! None. ~}}{{role "user"}}{{q}}',
    'messages[0]',
    'New.',
    { q: 'Why?' },
    ['system: New.', 'user: Why?'],
  ],
  [
    'after the chat so far the model speaks',
    'a.prompt',
    '---\nmodel: m\n---\nOld.{{history}}Yes?',
    'messages[0]',
    'New.',
    { q: 'Why?' },
    ['user: New.', 'assistant: Yes?', 'user: Why?'],
  ],
  [
    'of several prompts one is sent',
    'promptfooconfig.yaml',
    'prompts: ["A {{x}}", "B {{x}}"]\ntests: []\n',
    'prompts[1]',
    'New {{x}}',
    { x: '1' },
    ['user: New 1'],
  ],
  [
    'of several segments one is sent',
    'a.txt',
    'A {{x}}\n---\nB {{y}}',
    'segment[0]',
    'New {{x}}',
    { x: '1' },
    ['user: New 1'],
  ],
  [
    'shown cases stand between prefix and suffix',
    'a.yaml',
    '_type: few_shot\nprefix: Old.\nsuffix: "{x}?"\nexamples: [{a: 1, b: "{2}"}]\nexample_prompt: {template: "{a}{b}", input_variables: [a, b]}\n',
    'suffix',
    'New {x}',
    { x: '3' },
    ['user: Old.\n\n{2}\n\nNew 3'],
  ],
  [
    'a chat of the hub is sent as one',
    'a.json',
    '{"lc": 1, "id": ["ChatPromptTemplate"], "kwargs": {"messages": [{"id": ["SystemMessage"], "kwargs": {"prompt": {"kwargs": {"template": "Old."}}}}, {"id": ["HumanMessage"], "kwargs": {"prompt": {"kwargs": {"template": "{q}"}}}}]}}',
    'kwargs.messages[0].kwargs.prompt.kwargs.template',
    'New.',
    { q: 'Why?' },
    ['system: New.', 'user: Why?'],
  ],
  [
    'what a text in XML spells is sent as the text it is',
    'skprompt.txt',
    '<message role="system">Old &lt;</message><message role="user">{{$q}} &amp; b</message>',
    'messages[0]',
    'a < b',
    { q: 'Why?' },
    ['system: a < b', 'user: Why? & b'],
  ],
  [
    'comments of PromptL are not sent',
    'a.promptl',
    '<system>Old.</system><user>{{ q }}/* no */</user>',
    'messages[0]',
    'New.',
    { q: 'Why?' },
    ['system: New.', 'user: Why?'],
  ],
] as const)
  test(what, () => {
    const messages = render(parse(path, source), id, text, vars)
    assert.deepEqual(
      messages.map(({ role, content }) => `${role}: ${content}`),
      expected,
    )
  })

test('indentation before a message of Prompty is sent as version 2 sends it, and dropped as version 1 does', () => {
  for (const [header, expected] of [
    ['model: m', '  New.'],
    ['sample: {a: 1}', 'New.'],
  ]) {
    const file = parse('a.prompty', `---\n${header}\n---\nsystem:\n\n  Old.\n\nuser:\n{{q}}`)
    assert.equal(render(file, 'messages[0]', 'New.', { q: 'Why?' })[0]?.content, expected)
  }
})

test('a description is asked about by itself, for it alone decides whether the skill is loaded', () => {
  const [system, user, more] = render(parse('SKILL.md', '---\ndescription: d\n---\nb'), 'description', 'New.', {
    q: 'Clean it',
  })
  assert.match(system?.content ?? '', /^New\.\n\n.*Answer yes/)
  assert.deepEqual([user, more], [{ role: 'user', content: 'Clean it' }, undefined])
})

test('the placeholders for a target are those of what is sent with it', () => {
  const several = parse('promptfooconfig.yaml', 'prompts: ["A {{x}}", "B {{y}}"]\ntests: []\n')
  assert.deepEqual(placeholdersFor(several, 'prompts[0]'), ['x'])
  const chat = parse('a.prompty', '---\nname: x\n---\nA {{x}}\nuser:\n{{y}}')
  assert.deepEqual(placeholdersFor(chat, 'messages[0]'), ['x', 'y'])
})

/** What cannot be scored, since it would not be sent as its own tool sends it. */
for (const [what, path, source, id, token] of [
  ['a condition', 'a.prompty', '---\nname: x\n---\n{% if a %}b{% endif %}', 'messages[0]', '{% if a %}'],
  ['one in another message', 'a.prompty', '---\nname: x\n---\na\nuser:\n{{ b | c }}', 'messages[0]', '{{ b | c }}'],
  [
    'one in another prompt',
    'promptfooconfig.yaml',
    'prompts:\n- "A {{x}}"\n- "{% if a %}"\ntests: []\n',
    'prompts[0]',
    undefined,
  ],
  [
    'one in the prompt',
    'promptfooconfig.yaml',
    'prompts:\n- "A {{x}}"\n- "{% if a %}"\ntests: []\n',
    'prompts[1]',
    '{% if a %}',
  ],
  [
    'a chat in a prompt',
    'promptfooconfig.yaml',
    `prompts:\n- a\n- '[{"role": "user"}]'\ntests: []\n`,
    'prompts[1]',
    'the chat in prompts[1]',
  ],
  [
    'JSON in a prompt',
    'promptfooconfig.yaml',
    `prompts:\n- a\n- '{"ask": "{{x}}"}'\ntests: []\n`,
    'prompts[1]',
    'the JSON in prompts[1]',
  ],
  ['a chat in a part', 'a.txt', 'Sum up.\n---\n[{"role": "user"}]', 'segment[1]', 'the chat in segment[1]'],
  ['a chat in a text', 'prompts/a.txt', '[{"role": "user", "content": "{{x}}"}]', 'body', 'the chat in the file'],
  ['a part of another file', 'a.prompt', '---\nmodel: m\n---\n{{>rules}} Be brief.', 'messages[0]', '{{>rules}}'],
  [
    'cases in another file',
    'a.yaml',
    '_type: few_shot\nexamples: a.json\nprefix: x\nsuffix: y\n',
    'suffix',
    'examples from another file',
  ],
  [
    'a loop around messages',
    'skprompt.txt',
    '{{#each a}}<message role="user">b</message>{{/each}}',
    'messages[0]',
    '{{#each a}}',
  ],
  ['an image of version 1', 'a.prompty', '---\nsample: {a: 1}\n---\n![a](b.png)', 'messages[0]', '![a](b.png)'],
  ['what a function returned', 'a.prompty', '---\nsample: {a: 1}\n---\na\nfunction:\n4', 'messages[0]', 'function:'],
  ['an image of version 2', 'a.prompty', '---\nmodel: m\n---\n![a](b.png)', 'messages[0]', undefined],
  [
    'braces that GitHub sends as they are',
    'a.prompt.yml',
    'messages: [{role: user, content: "{{#if}}"}]',
    'messages[0]',
    undefined,
  ],
] as const)
  test(`${what} ${token === undefined ? 'does not keep a prompt from being scored' : 'cannot be scored'}`, () => {
    const problem = unevaluatedFor(parse(path, source), id)
    assert.equal(problem?.code === 'template-logic' ? problem.token : undefined, token)
  })

/** What a name or the path before it leaves open is settled by what the file holds. */
for (const [path, source, format] of [
  ['a.prompt', '---\nmodel: m\n---\nx', 'dotprompt'],
  ['a.prompt', '{{role "user"}}x', 'dotprompt'],
  ['a.prompt', 'You are kind.', 'text'],
  ['a.yaml', '_type: prompt\ninput_variables: [x]\ntemplate: x {x}\n', 'langchain'],
  ['a.yaml', 'input_variables: [x]\ntemplate: x {x}\n', 'langchain'],
  ['a.yaml', 'input_variables: [{name: x}]\ntemplate: x {{$x}}\n', 'semantic-kernel'],
  ['a.yaml', 'template: x\ntemplate_format: handlebars\n', 'semantic-kernel'],
  ['a.yaml', '- {role: user, content: x}\n', 'promptfoo'],
  ['a.yaml', 'prompts: [x]\nproviders: [y]\n', 'promptfoo'],
  ['a.yaml', 'prompts: [x]\n', undefined],
  ['a.json', '{"lc": 1, "kwargs": {"template": "x"}}', 'langchain'],
  ['a.json', '[{"role": "user", "content": "x"}]', 'promptfoo'],
  ['a.json', '{"template": "x"}', undefined],
  ['a.txt', 'a\n---\nb', 'promptfoo'],
  ['a.txt', 'a\n----\nb', 'text'],
] as const)
  test(`${path} holding ${JSON.stringify(source)} is ${format ?? 'no prompt'}`, () => {
    const read = readPromptFile(path, source)
    assert.equal(read.ok ? read.value.format : undefined, format)
  })

function parse(path: string, source: string): PromptFile {
  const read = readPromptFile(path, source)
  assert(read.ok)
  return read.value
}
