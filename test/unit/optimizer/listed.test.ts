import assert from 'node:assert/strict'
import test from 'node:test'
import { readPlainReply } from '../../../src/optimizer/replies/plainReply.ts'

const lines = [
  'Count the things and answer with the number only.',
  'Add up all items that are named, and write the sum in digits.',
  'Read the message, find every object, and say how many there are.',
  'Give one number: the total of all objects.',
]
/** Prompts of many lines, as a strong model writes them, with lists of their own. */
const long = ['a', 'b', 'c', 'd'].map(
  name =>
    `## Role ${name}\nYou label tickets with care.\n\n## Rules\n1. Read the whole ticket.\n2. If it is about money, answer billing.\n3. If it is about a fault, answer bug.\n\n## Output\nOne word.`,
)
const steps = ['a', 'b', 'c', 'd'].map(
  name =>
    `Label the ticket (${name}) in these steps:\n1. Read it twice.\n2. Decide what it is about.\n3. Answer with one word.`,
)
const paragraphs = ['a', 'b', 'c'].map(
  name => `You label tickets (${name}).\n\nRead the ticket and decide.\n\nAnswer with one word: bug or feature.`,
)
const twelve = 'red blue green big small old new round square heavy light wooden'
  .split(' ')
  .map(kind => `Count the ${kind} things and answer with the number.`)

type Item = (prompt: string, at: number) => string
const indented = (prompt: string, by: number): string => prompt.replace(/\n(?=.)/g, `\n${' '.repeat(by)}`)
const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']

const marks: readonly (readonly [what: string, item: Item])[] = [
  ['1.', (prompt, at) => `${at + 1}. ${indented(prompt, 3)}`],
  ['1. at the margin', (prompt, at) => `${at + 1}. ${prompt}`],
  ['1)', (prompt, at) => `${at + 1}) ${indented(prompt, 3)}`],
  ['(1)', (prompt, at) => `(${at + 1}) ${indented(prompt, 4)}`],
  ['1 -', (prompt, at) => `${at + 1} - ${indented(prompt, 3)}`],
  ['#1', (prompt, at) => `#${at + 1} ${indented(prompt, 3)}`],
  ['1. each time', prompt => `1. ${indented(prompt, 3)}`],
  ['**1.**', (prompt, at) => `**${at + 1}.** ${prompt}`],
  ['I.', (prompt, at) => `${roman[at]}. ${indented(prompt, 4)}`],
  ['i)', (prompt, at) => `${roman[at]?.toLowerCase()}) ${indented(prompt, 4)}`],
  ['1️⃣', (prompt, at) => `${at + 1}\uFE0F\u20E3 ${indented(prompt, 3)}`],
  ['①', (prompt, at) => `${'①②③④⑤⑥⑦⑧⑨⑩⑪⑫'[at]} ${indented(prompt, 2)}`],
  ['1、', (prompt, at) => `${at + 1}、${indented(prompt, 2)}`],
  ['**Prompt 1:**', (prompt, at) => `**Prompt ${at + 1}:**\n${prompt}`],
  ['Prompt #1:', (prompt, at) => `Prompt #${at + 1}: ${prompt}`],
  ['### Prompt 1', (prompt, at) => `### Prompt ${at + 1}\n\n${prompt}`],
  ['### 1. and a title', (prompt, at) => `### ${at + 1}. Another idea\n\n${prompt}`],
  ['**Option I**', (prompt, at) => `**Option ${roman[at]}**\n${prompt}`],
  ['Anweisung 1:', (prompt, at) => `Anweisung ${at + 1}: ${prompt}`],
  ['指令1：', (prompt, at) => `指令${at + 1}：${prompt}`],
  ['1. and a bold title', (prompt, at) => `${at + 1}. **Clear idea**\n   ${indented(prompt, 3)}`],
  ['1. and quotes', (prompt, at) => `${at + 1}. "${indented(prompt, 3)}"`],
  ['1. and a fence', (prompt, at) => `${at + 1}.\n\`\`\`\n${prompt}\n\`\`\``],
  ['fences', prompt => `\`\`\`\n${prompt}\n\`\`\``],
  ['<prompt>', prompt => `<prompt>\n${prompt}\n</prompt>`],
  ['<prompt1>', (prompt, at) => `<prompt${at + 1}>${prompt}</prompt${at + 1}>`],
  ['dashes', prompt => `- ${indented(prompt, 2)}`],
]

const read = (raw: string): readonly string[] =>
  readPlainReply(raw, 'list', 'What is it about?').map(reading => (reading.ok ? reading.value : reading.problem.code))

for (const [what, item] of marks)
  test(`a list marked with ${what} is read whole, and no list within its items divides them`, () => {
    for (const prompts of [lines, long, steps, paragraphs, twelve]) {
      assert.deepEqual(read(prompts.map(item).join('\n\n')), prompts)
      assert.deepEqual(read(`Sure! Here they are:\n\n${prompts.map(item).join('\n\n')}`), prompts)
    }
    for (const talk of ['They differ in their form.', '**Explanation:** each names the form.'])
      assert.deepEqual(read(`${lines.map(item).join('\n')}\n\n${talk}`), lines)
  })

for (const note of [
  '   - This is clear and short.',
  '   *Why it works: it names the form.*',
  '   (Focuses on the form)',
])
  test(`a note below each item is no part of it: ${note.trim()}`, () =>
    assert.deepEqual(read(lines.map((line, at) => `${at + 1}. ${line}\n${note}`).join('\n')), lines))

for (const [what, raw] of [
  ['JSON', JSON.stringify(lines)],
  [
    'JSON with fields',
    JSON.stringify({ prompts: lines.map((prompt, id) => ({ id, idea: 'short', prompt })) }, null, 1),
  ],
  ['JSON in a fence amid talk', `Here you go:\n\n\`\`\`json\n${JSON.stringify(lines)}\n\`\`\`\n\nEnjoy!`],
  ['a table', `| # | Instruction |\n|---|---|\n${lines.map((line, at) => `| ${at + 1} | ${line} |`).join('\n')}`],
  ['tags within tags', `<prompts>\n${lines.map(line => `<prompt>${line}</prompt>`).join('\n')}\n</prompts>`],
  ['lines in quotes', lines.map(line => `"${line}"`).join('\n')],
  ['lines without marks', lines.join('\n')],
  ['two lists', `1. ${lines[0]}\n2. ${lines[1]}\n\n1. ${lines[2]}\n2. ${lines[3]}`],
] as const)
  test(`a list written as ${what} is read`, () => assert.deepEqual(read(raw), lines))
