import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

const src = join(import.meta.dirname, '../../../src')

/** Where whole sentences stand that tell of no trouble, and what they are instead. */
const others: Readonly<Record<string, string>> = {
  'problem/stopReasons.ts': 'why a run ended as it was meant to',
  'report/': 'what a run has shown',
  'run/reporting/': 'what the optimizer model is told',
  'run/kinds/nullRuns.ts': 'a fault of ours',
  'prompts/candidate.ts': 'what the optimizer model is told',
  'optimizer/demonstrations.ts': 'what a prompt shows of a case',
  'optimizer/metaPrompts/': 'what the optimizer model is told',
  'skills/optimizing/': 'what the optimizer model is told',
  'skills/queries/': 'what the optimizer model is told',
  'skills/routing/': 'what the task model is told',
  'models/demo/': 'what the demo model says, as a model does',
  'evals/grading/': 'what the judge model is told',
  'evals/drafting/': 'what the optimizer model is told',
  'text/': 'faults of ours',
  'settings/readSettings.ts': 'a fault of ours',
  'journal/lines.ts': 'a fault of ours',
  'worker/main.ts': 'a fault of ours',
  'run/binding/codeWorker.ts': 'a fault of ours',
  'cli/commands/': 'what a command has found, and faults of ours',
  'cli/output/': 'what a command has found',
  'host/commands.ts': 'which file a command took',
  'host/completion/': 'what a word means',
  'host/lenses/codeActions.ts': 'which change waits',
  'host/models/editorModels.ts': 'what the consent is for',
  'host/models/endpointModels.ts': 'beside the field for a name of a model',
  'host/models/keys.ts': 'where a key goes',
  'host/records/deleteRun.ts': 'a question',
  'host/review/deciding.ts': 'what was done',
  'host/asking/': 'a question before paying',
  'host/runs/': 'what was done',
  'host/testing/confirmMany.ts': 'a question before paying',
  'host/tools/': 'what an agent is told of a result',
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map(name => name.replaceAll('\\', '/'))
  .filter(name => name.endsWith('.ts') && !name.startsWith('problem/sentences'))

/** Texts of four words or more that begin with a capital and end with a full stop. */
const sentencesIn = (source: string): readonly string[] =>
  (withoutComments(source).match(/'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g) ?? [])
    .map(text => text.slice(1, -1))
    .filter(text => /^[A-Z].*\.$/s.test(text) && text.split(/\s+/).length >= 4)

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')

const read = (file: string): string => readFileSync(join(src, file), 'utf8')
const isUnder = (file: string, place: string): boolean =>
  place.endsWith('/') ? file.startsWith(place) : file === place

test('a sentence about trouble stands in problem/sentences, and each other kind has its known places', () => {
  const places = Object.keys(others)
  const found = files
    .filter(file => !places.some(place => isUnder(file, place)))
    .flatMap(file => sentencesIn(read(file)).map(sentence => `${file}: ${sentence}`))
  assert.deepEqual(found, [])
})

test('a code has its sentence in one theme', async () => {
  const themes = readdirSync(join(src, 'problem/sentences')).filter(name => !/^(?:sentenceTable|terminal)/.test(name))
  const codes = await Promise.all(
    themes.map(async name => {
      const theme: Readonly<Record<string, object>> = await import(join(src, 'problem/sentences', name))
      return Object.values(theme).flatMap(sentences => Object.keys(sentences))
    }),
  )
  assert.ok(codes.flat().length > 150)
  assert.deepEqual(
    codes.flat().filter((code, at, all) => all.indexOf(code) !== at),
    [],
  )
})

test('no place is named that holds no sentence any more', () => {
  const empty = Object.keys(others).filter(
    place => !files.some(file => isUnder(file, place) && sentencesIn(read(file)).length > 0),
  )
  assert.deepEqual(empty, [])
})

test('warnings and errors are shown by one file, which takes a problem; elsewhere only questions are asked', () => {
  const found = files.flatMap(file => {
    if (file === 'host/editor/notices.ts') return []
    const calls = [...withoutComments(read(file)).matchAll(/window\.show(?:Error|Warning|Information)Message\(/g)]
    return calls.flatMap(({ index, input }) => (/modal: true/.test(input.slice(index, index + 200)) ? [] : [file]))
  })
  assert.deepEqual(found, [])
})
