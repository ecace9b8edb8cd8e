import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A workspace that is nobody's example: a folder of each kind in which people keep prompts and their cases. */
export async function writeOwnWorkspace(): Promise<string> {
  const folder = join(await realpath(await mkdtemp(join(tmpdir(), 'gpo-own-'))), 'shop')
  for (const [path, text] of Object.entries(ownFiles)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

const numbers = ['a', 'two', 'three', 'four', 'five', 'six'] as const
const kinds = {
  fruits: ['apple', 'peach', 'plum', 'lemon', 'mango'],
  vegetables: ['carrot', 'onion', 'cabbage', 'turnip', 'leek'],
  tools: ['hammer', 'wrench', 'chisel', 'axe', 'clamp'],
  instruments: ['violin', 'drum', 'flute', 'banjo', 'tuba'],
} as const

interface Question {
  readonly text: string
  readonly answer: string
}

/** Questions that have one right answer, all different. */
function questions(count: number, from: number): readonly Question[] {
  const names = Object.keys(kinds).filter((name): name is keyof typeof kinds => name in kinds)
  return Array.from({ length: count }, (_, index) => {
    const at = from + index
    const asked = names[at % names.length] ?? 'fruits'
    const others = names.filter(name => name !== asked)
    const things = Array.from({ length: 3 + (at % 4) }, (_, place) => {
      const name = place % 3 === 2 ? (others[(at + place) % others.length] ?? 'tools') : asked
      const thing = kinds[name][(at * 3 + place) % 5] ?? 'axe'
      const many = (at * 7 + place * 5) % 6
      return { isAsked: name === asked, many: many + 1, words: `${numbers[many]} ${thing}${many === 0 ? '' : 's'}` }
    })
    const sum = things.reduce((total, { isAsked, many }) => total + (isAsked ? many : 0), 0)
    const list = things.map(({ words }) => words)
    return {
      text: `I have ${list.slice(0, -1).join(', ')} and ${list.at(-1)}. How many ${asked} do I have?`,
      answer: String(sum),
    }
  })
}

const csv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map(row => `${row.map(cell => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`)
    .join('')

const table = (cases: readonly Question[]): string =>
  csv([['question', 'expected'], ...cases.map(({ text, answer }) => [text, answer])])

const promptfooTests = (cases: readonly Question[]): string =>
  cases
    .map(
      ({ text, answer }) =>
        `  - vars: { question: ${JSON.stringify(text)} }\n    assert: [{ type: icontains, value: "answer is ${answer}" }]\n`,
    )
    .join('')

/** How GitHub Models writes a prompt with its cases. */
const withTestData = (cases: readonly Question[]): string =>
  `name: Warehouse
messages:
  - role: user
    content: |-
      Somebody lists what is in a warehouse.

      {{question}}
testData:
${cases.map(({ text, answer }) => `  - question: ${JSON.stringify(text)}\n    expected: ${JSON.stringify(answer)}\n`).join('')}`

/** A row of JSONL for each case, one of which breaks off. */
const withBrokenRow = (cases: readonly Question[], broken: number): string =>
  cases
    .map(({ text, answer }) => JSON.stringify({ question: text, expected: answer }))
    .map((row, index) => `${index === broken ? row.slice(0, 30) : row}\n`)
    .join('')

const ownFiles = {
  'README.md': '# The shop\n\nWhat answers our customers.\n',
  'skills/stock-keeper/SKILL.md': `---
name: stock-keeper
description: Counts what a customer has, kind by kind. Use it when somebody lists things and asks how many they are.
---
# Stock keeper

Answer questions about how many things of a kind somebody has.

Be brief.
`,
  'skills/stock-keeper/evals/evals.json': `${JSON.stringify(
    {
      skill_name: 'stock-keeper',
      evals: questions(24, 0).map(({ text, answer }, index) => ({
        id: index + 1,
        prompt: text,
        expected_output: `The answer is ${answer}.`,
        assertions: [`The answer is ${answer}`],
      })),
    },
    null,
    2,
  )}\n`,
  'bot/promptfooconfig.yaml': `description: The counting bot
prompts:
  - file://prompts/*.txt
providers:
  - openai:chat:gpt-4.1-mini
tests:
${promptfooTests(questions(30, 50))}`,
  'bot/prompts/short.txt': 'Say how many.\n\n{{question}}\n',
  'bot/prompts/polite.txt': 'You work in a shop. Answer politely.\n\n{{question}}\n',
  'answers/count.prompt.md': `---
description: Counts the things of one kind
---
You are given a list of things.

{{question}}
`,
  'answers/count.eval.csv': table(questions(60, 100)),
  'answers/warehouse.prompt.yml': withTestData(questions(40, 200)),
  'answers/till.prompt.md': 'Somebody lists what is in a till.\n\n{{question}}\n',
  'answers/till.eval.jsonl': withBrokenRow(questions(49, 300), 20),
} as const
