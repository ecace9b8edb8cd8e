import assert from 'node:assert/strict'
import test from 'node:test'
import { diskFiles } from '../../../src/disk/diskFiles.ts'
import { remember } from '../../../src/evals/pairing/memory.ts'
import { pair } from '../../../src/evals/pairing/pairing.ts'
import { loadEvalSet } from '../../../src/evals/reading/loadEvalSet.ts'
import { findPromptFiles } from '../../../src/prompts/finding/discover.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { decodeUtf8 } from '../../../src/text/utf8.ts'

/** A repository in which every format is at home, with eval sets beside some of its prompts. */
const root = new URL('../../fixtures/corpus', import.meta.url).pathname

/** How each prompt file is paired, with what, how many cases that has, and what is wrong with it; the others by none. */
const paired: Readonly<Record<string, string>> = {
  'CLAUDE.md': 'folder evals/CLAUDE.json 1',
  '.agents/skills/empty/SKILL.md': 'skill .agents/skills/empty/evals/eval_queries.json 2',
  '.agents/skills/release/SKILL.md': 'config .agents/skills/release/eval.yaml 1 unsupported-case:8',
  '.claude/skills/pdf-forms/skill.md': 'config evals/pdf-forms/eval.yaml 1 unsupported-case:1',
  '.github/instructions/typescript.instructions.md':
    'sibling .github/instructions/typescript.eval.json 1 unsupported-case:5',
  '.github/prompts/commit-message.prompt.md': 'sibling .github/prompts/commit-message.eval.yaml 2',
  '.github/prompts/release-notes.prompt.md': 'folder .github/prompts/evals/release-notes.yaml 2',
  '.github/prompts/review.prompt.md': 'sibling .github/prompts/review.golden.jsonl 2',
  '.github/skills/csv-cleaner/SKILL.md': 'skill .github/skills/csv-cleaner/evals/evals.json 1',
  'genkit/classify.prompt': 'sibling genkit/classify.eval.jsonl 1',
  'genkit/menu.prompt': 'folder genkit/evals/menu.json 2',
  'latitude/loop.promptl': 'ambiguous-eval-set latitude/loop.eval.yaml latitude/loop.tests.csv',
  'latitude/support.promptl': 'sibling latitude/support.dataset.jsonl 1',
  'models/extract-city.prompt.yaml': 'in-file models/extract-city.prompt.yaml 1',
  'models/sentiment.prompt.yml': 'sibling models/sentiment.eval.csv 2',
  'models/ticket-summary.prompt.yml': 'in-file models/ticket-summary.prompt.yml 1',
  'promptfoo/inline/promptfooconfig.yaml': 'in-file promptfoo/inline/promptfooconfig.yaml 0 cases-left-out:10',
  'promptfoo/json/promptfooconfig.json': 'in-file promptfoo/json/promptfooconfig.json 0 cases-left-out:4',
  'promptfoo/one.promptfoo.yml': 'in-file promptfoo/one.promptfoo.yml 0 cases-left-out:4',
  'promptfoo/support/chat.json': 'config promptfoo/support/promptfooconfig.yaml 2',
  'promptfoo/support/chats/polite.yaml': 'config promptfoo/support/promptfooconfig.yaml 2',
  'promptfoo/support/prompts/support.txt': 'config promptfoo/support/promptfooconfig.yaml 2',
  'prompts/label.hbs': 'sibling prompts/label.golden.jsonl 1',
  'prompts/mail.txt': 'sibling prompts/mail.cases.yaml 1',
  'prompts/reply.txt': 'sibling prompts/reply.eval.csv 2',
  'prompts/report.j2': 'sibling prompts/report.tests.yaml 1',
  'prompts/titles.md': 'folder prompts/evals/titles.jsonl 1',
  'prompty/basic.prompty': 'folder prompty/tests/basic/ 2',
  'prompty/qa.prompty': 'sibling prompty/qa.eval.jsonl 2',
  'services/billing/AGENTS.md': 'lone services/billing/cases.csv 1',
}

test('every prompt file of the corpus is paired as the table has it', async () => {
  const memory = remember(diskFiles)
  const found: Record<string, string> = {}
  for await (const path of findPromptFiles(root, diskFiles)) {
    const said = await pairingOf(path, memory)
    if (said !== undefined && said !== 'none') found[relative(path)] = said
  }
  assert.deepEqual(found, paired)
})

const relative = (path: string): string => path.slice(root.length + 1)

async function pairingOf(path: string, memory: ReturnType<typeof remember>): Promise<string | undefined> {
  const bytes = await diskFiles.read(path)
  const prompt = readPromptFile(path, (bytes.ok ? decodeUtf8(bytes.value) : undefined) ?? '')
  if (!prompt.ok) return undefined
  const pairing = await pair(prompt.value, diskFiles, root, undefined, memory)
  if (!pairing.ok)
    return [pairing.problem.code, ...('found' in pairing.problem ? pairing.problem.found.map(relative) : [])].join(' ')
  const { pairedBy, path: at } = pairing.value
  if (at === undefined) return pairedBy
  const set = await loadEvalSet(pairing.value, prompt.value, diskFiles)
  assert.ok(set.ok, JSON.stringify(set))
  const problems = set.value.problems.map(({ code, place }) => `${code}:${place?.line}`)
  return [pairedBy, relative(at), set.value.cases.length, ...problems].join(' ')
}
