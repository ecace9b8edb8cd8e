import assert from 'node:assert/strict'
import test from 'node:test'
import { readPlainReply } from '../../../src/optimizer/replies/plainReply.ts'

/** Prompts of many shapes, each of which could be taken for something around a prompt. */
const prompts = [
  'Count the things that are named and answer with the number only.',
  'You label support tickets.\n\nRead the ticket and decide what it is about.\n\nAnswer with one word: bug, feature or question.',
  'Label the ticket.\n\n1. Read it twice.\n2. Decide what it is about.\n3. Answer with one word.',
  'Decide the label of the ticket:\n\n- bug: something is broken\n- feature: something is wished for\n\nWrite the label and nothing else.',
  'Choose the label by this table:\n\n| word | label |\n|---|---|\n| crash | bug |\n| wish | feature |',
  '🙂 Be friendly and count the things.\n✅ Answer with the number.',
  'Zähle die genannten Dinge und antworte nur mit der Zahl.',
  '数一数提到的物品，只回答数字。',
  'Answer in this form:\n\n```json\n{"n": 1}\n```\n\nNothing else is written.',
  'Answer in this form:\n\nReasoning: one sentence\nAnswer: the label',
  'Answer "yes" or "no", in small letters.',
  'Reply with {"label": "bug"} or {"label": "feature"}, and no other text.',
  '# Task\nLabel the ticket.\n\n# Answer\nOne word.',
]

type Wrap = (prompt: string) => string
const tag =
  (name: string, inner: Wrap = prompt => `\n${prompt}\n`): Wrap =>
  prompt =>
    `<${name}>${inner(prompt)}</${name.split(' ')[0]}>`

const wraps: readonly (readonly [what: string, wrap: Wrap])[] = [
  ['nothing', prompt => prompt],
  ['a fence', prompt => `\`\`\`\n${prompt}\n\`\`\``],
  ['a fence that says what it holds', prompt => `\`\`\`markdown\n${prompt}\n\`\`\``],
  ['tildes', prompt => `~~~\n${prompt}\n~~~`],
  ...['prompt', 'new_instruction', 'newPrompt', 'revised-prompt', 'output', 'response', 'system'].map(
    name => [`<${name}>`, tag(name)] as const,
  ),
  ['a tag with an attribute', tag('prompt id="1"', prompt => prompt)],
  ['tags within tags', tag('response', tag('prompt'))],
  ['character data', tag('prompt', prompt => `<![CDATA[${prompt}]]>`)],
  ['brackets', prompt => `[INSTRUCTION]\n${prompt}\n[/INSTRUCTION]`],
  ['JSON', prompt => JSON.stringify({ instruction: prompt })],
  ['JSON with a reason', prompt => JSON.stringify({ reasoning: 'It is shorter.', prompt }, null, 2)],
  ['JSON in a fence', prompt => `\`\`\`json\n${JSON.stringify({ new_instruction: prompt })}\n\`\`\``],
  ['a list of one in JSON', prompt => JSON.stringify([prompt])],
  ['a text of JSON', prompt => JSON.stringify(prompt)],
  ['YAML', prompt => `\`\`\`yaml\nprompt: |\n${prompt.replace(/^(?=.)/gm, '  ')}\n\`\`\``],
  ['triple quotes', prompt => `"""\n${prompt}\n"""`],
  ['quotes', prompt => `"${prompt}"`],
  ['German quotes', prompt => `„${prompt}“`],
  ['Chinese quotes', prompt => `「${prompt}」`],
  ['a block quote', prompt => prompt.replace(/^/gm, '> ')],
  ['bold', prompt => `**${prompt}**`],
  ['lines across the page', prompt => `===\n${prompt}\n===`],
  ['a heading', prompt => `### ✨ Improved Instruction ✨\n${prompt}`],
  ['a bold heading', prompt => `**New Prompt**\n\n${prompt}`],
  ['a numbered label', prompt => `**Prompt 1:** ${prompt}`],
  ['a label', prompt => `**Rewritten Instruction:** ${prompt}`],
  ['a label on its own line', prompt => `Updated instruction (v2):\n\n${prompt}`],
  ['a beginning and an end', prompt => `--- BEGIN PROMPT ---\n${prompt}\n--- END PROMPT ---`],
  ['the number of a list of one', prompt => `1. ${prompt}`],
  ['reasoning', prompt => `<think>It is too long.</think>\n${prompt}`],
  [
    'channels',
    prompt => `<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>${prompt}`,
  ],
]

const read = (raw: string): string =>
  readPlainReply(raw, 'one', 'What is it about?')
    .map(reading => (reading.ok ? reading.value : reading.problem.code))
    .join(' | ')

for (const [what, wrap] of wraps)
  test(`a prompt in ${what} is read as it was meant`, () => {
    for (const prompt of prompts) assert.equal(read(wrap(prompt)), prompt)
  })

const before = [
  'Sure! Here is the improved instruction:',
  'Okay, here you go:',
  'Of course! 😊',
  'Looking at the failures, the problem is the form.\n\nHere is the instruction:',
  'Natürlich! Hier ist die verbesserte Anweisung:',
  'Verbesserte Anweisung:',
  '好的，以下是改进后的指令：',
  "Bien sûr ! Voici l'instruction améliorée :",
  '¡Claro! Aquí tienes la instrucción mejorada:',
  '以下が改善されたプロンプトです：',
]
const after = [
  'I hope this helps!',
  '**Explanation:** This instruction names the form of the answer.',
  '**Changes made:**\n- Named the form.\n- Shorter.',
  '**Explanation:**\n\nThis revised instruction focuses on the form of the answer.',
  'Note: I kept the original meaning.',
  '---\n\nThis version is more specific.',
  'Key improvements:\n1. Named the form.\n2. Shorter.',
  '(12 words)',
  'Diese Anweisung ist klarer, weil sie die Form nennt.',
  'Ich hoffe, das hilft!',
  '这个指令更清楚。',
]
const amid = wraps.filter(([what]) => ['nothing', 'a fence', '<prompt>', 'quotes'].includes(what))

for (const talk of before)
  test(`what is said before a prompt is no part of it: ${JSON.stringify(talk)}`, () => {
    for (const [, wrap] of amid) for (const prompt of prompts) assert.equal(read(`${talk}\n\n${wrap(prompt)}`), prompt)
  })

for (const talk of after)
  test(`what is said after a prompt is no part of it: ${JSON.stringify(talk)}`, () => {
    for (const [, wrap] of amid) for (const prompt of prompts) assert.equal(read(`${wrap(prompt)}\n\n${talk}`), prompt)
  })

for (const [raw, expected] of [
  ['Es tut mir leid, dabei kann ich nicht helfen.', 'reply-refused'],
  ['抱歉，我无法完成这个请求。', 'reply-refused'],
  ['Understood, please provide the next message.', 'reply-talk'],
  ['Do it.\n\nHere is an example of an instruction:\n\nCount.', null],
  ['Count it.\n\nWith this revised instruction:\nIf it names two cats, the answer is 2.', 'Count it.'],
  ['Instruction 1: Read it.\n\nInstruction 2: Count it.', null],
] as const)
  test(`${JSON.stringify(raw)} is ${expected ?? 'not cut to a part of it'}`, () =>
    assert.equal(read(raw), expected ?? raw))

test('prompts that are named as such are each read, though one was asked for', () =>
  assert.equal(read('**Prompt 1:**\nCount it.\n\n**Prompt 2:**\nAdd it up.'), 'Count it. | Add it up.'))
