import assert from 'node:assert/strict'
import test from 'node:test'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { saidOf } from '../../../src/prompts/saidOf.ts'

for (const [what, path, source, target, said] of [
  [
    'a skill: its name, description and tools',
    '/w/.claude/skills/pdf/SKILL.md',
    '---\nname: pdf\ndescription: Fills forms\nallowed-tools: Read, Bash(python *)\n---\nRead the form.\n',
    'body',
    { goal: 'pdf: Fills forms', tools: ['Read', 'Bash(python *)'], fields: [] },
  ],
  [
    'a skill whose description is optimized: no purpose, which would be the text itself',
    '/w/.claude/skills/pdf/SKILL.md',
    '---\nname: pdf\ndescription: Fills PDF forms\n---\nRead the form.\n',
    'description',
    { tools: [], fields: [] },
  ],
  [
    'a Dotprompt: the fields of its schema',
    '/w/classify.prompt',
    '---\nmodel: m\ninput:\n  schema:\n    text: string, the review\n    stars?: integer\n---\nClassify {{text}} of {{stars}}.\n',
    undefined,
    { tools: [], fields: ['text (string, the review)', 'stars (integer)'] },
  ],
  [
    'a JSON schema: its properties, and tools as an endpoint takes them',
    '/w/route.prompty',
    '---\nname: route\ndescription: Route tickets\ntools:\n  - function: {name: look_up}\ninputs:\n  properties:\n    ticket: {type: string, description: as it came}\n---\nsystem:\nRoute {{ticket}}.\n',
    undefined,
    { goal: 'Route tickets', tools: ['look_up'], fields: ['ticket (string, as it came)'] },
  ],
  [
    'a prompt of GitHub Models: the schema of its answers',
    '/w/find.prompt.yml',
    'messages:\n  - {role: user, content: "Find {{x}}"}\nresponseFormat: json_schema\njsonSchema: \'{"name": "a", "schema": {"type": "object", "properties": {"x": {"type": "string"}}}}\'\n',
    undefined,
    { tools: [], fields: [], schema: '{"type":"object","properties":{"x":{"type":"string"}}}' },
  ],
  ['a plain text says nothing', '/w/a.txt', 'Be kind.', undefined, { tools: [], fields: [] }],
] as const)
  test(`of ${what}`, () => {
    const file = readPromptFile(path, source)
    assert.ok(file.ok)
    assert.deepEqual(saidOf(file.value, target ?? file.value.targets[0]?.id ?? ''), said)
  })
