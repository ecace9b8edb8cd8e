import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { diskFiles } from '../../../src/disk/diskFiles.ts'
import { findPromptFiles } from '../../../src/prompts/finding/discover.ts'
import { languages } from '../../../src/prompts/languages.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'
import { tokensIn } from '../../../src/prompts/source/templateTokens.ts'
import { found, named } from './corpusExpected.ts'

/** A repository in which every format is at home, with eval sets beside some of its prompts. */
const root = new URL('../../fixtures/corpus', import.meta.url).pathname

test('the prompt files of the corpus are found, in their order, and nothing else', async () => {
  const paths: string[] = []
  for await (const path of findPromptFiles(root, diskFiles)) paths.push(path.slice(root.length + 1))
  assert.deepEqual(
    paths,
    found.map(([path]) => path),
  )
})

test('the corpus holds files of every format', () => {
  assert(found.length >= 60)
  assert.equal(new Set(found.map(([, format]) => format).filter(format => format !== '')).size, 14)
})

for (const [path, format, targets, problems] of [...found, ...named])
  test(`${path} is read as the table has it`, () => {
    const read = readPromptFile(`${root}/${path}`, sourceOf(path))
    if (!read.ok) {
      assert.deepEqual([format, targets, `${read.problem.code}:${read.problem.place?.line}`], ['', '', problems])
      return
    }
    const file = read.value
    assert.equal(file.format, format)
    assert.equal(file.targets.map(({ id, placeholders }) => [id, ...placeholders].join(':')).join(' '), targets)
    assert.equal(file.problems.map(({ code, place }) => `${code}:${place?.line}`).join(' '), problems)
  })

/**
 * Ways to save a file, and how many targets of the corpus can be written in it: what breaks a file for its own
 * tool stays as it is.
 */
const savings: readonly (readonly [what: string, save: (source: string) => string, written: number])[] = [
  ['LF', source => source, 86],
  ['CRLF', source => source.replaceAll('\n', '\r\n'), 86],
  ['mixed line ends', source => source.replace(/\n/g, (_, at: number) => (at % 2 === 0 ? '\n' : '\r\n')), 86],
  ['CR', source => source.replaceAll('\n', '\r'), 59],
  ['a byte order mark', source => `\uFEFF${source}`, 77],
  ['no final newline', source => source.trimEnd(), 86],
  ['three final newlines', source => `${source.trimEnd()}\n\n\n`, 86],
]

for (const [what, save, expected] of savings)
  test(`with ${what}, a text is replaced and no other byte`, () => {
    let count = 0
    for (const [path] of found) {
      const source = save(sourceOf(path).replaceAll('\r\n', '\n'))
      const read = readPromptFile(path, source)
      if (!read.ok) continue
      for (const { id, text, range } of read.value.targets) {
        assert.deepEqual(replaceTarget(read.value, id, text), { ok: true, value: source })
        const tokens = tokensIn(languages[read.value.language], text).join(' ')
        const next = `New: "text" # of\n\n- two 'lines' é 🎉 ${tokens}`.trim()
        const written = replaceTarget(read.value, id, next)
        if (!written.ok) continue
        count += 1
        assert(written.value.startsWith(source.slice(0, range[0])), path)
        assert(written.value.endsWith(source.slice(range[1])), path)
        const again = readPromptFile(path, written.value)
        assert.equal(again.ok && again.value.targets.find(target => target.id === id)?.text, next, path)
        if (what === 'CRLF') assert.doesNotMatch(written.value, /(?<!\r)\n/, path)
        if (what === 'LF') assert.doesNotMatch(written.value, /\r/, path)
      }
    }
    assert.equal(count, expected)
  })

function sourceOf(path: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(`${root}/${path}`))
}
