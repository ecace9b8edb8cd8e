import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { findTarget, readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'

/** A description in each style of YAML, after its key and the colon. */
const styles: Readonly<Record<string, string>> = {
  plain: ' Reads PDF files. Use when pages turn.',
  'plain with a remark': ' Reads PDF files. # kept',
  'plain over lines': ' Reads PDF files.\n  Use when\n  pages turn.',
  'single quotes': " 'Reads PDF files: don''t write them.'",
  'double quotes': ' "Reads PDF files:\\n\\"all\\" of them."',
  'double quotes over lines': ' "Reads PDF\n  files: all."',
  literal: ' |\n  Reads PDF files.\n  Use when pages turn.',
  'literal without its end': ' |-\n  Reads PDF files.\n\n  Use when pages turn.',
  'literal with all ends': ' |+\n  Reads PDF files.\n',
  folded: ' >\n  Reads PDF files.\n  Use when pages turn.\n\n  Not for images.',
  'folded without its end': ' >-\n  Reads PDF files.\n  Use when pages turn.',
  'folded with all ends': ' >+\n  Reads PDF files.\n  Use when pages turn.\n',
  'folded with a remark': ' >- # kept\n    Reads PDF files.\n    Use when pages turn.',
  'folded with more than one step of indentation': ' >+\n    Reads PDF files.\n      Use when\n    pages turn.\n\n',
  'a block under an anchor': ' &its >-\n  Reads PDF files.\n  Use when pages turn.',
  'plain, on the next line': '\n  Reads PDF files.\n  Use when pages turn.',
  'what is no YAML': ' Reads PDF files. Use when: pages turn.',
  'what is no YAML, over lines': ' Use when: pages turn,\n  or: PDF files are read.',
  'what is no YAML, on the next line': '\n  Use when: pages turn, or: PDF files are read.',
  'folded at its own indent': ' >2-\n  Reads PDF files.\n  Use when pages turn.',
}

/** Texts for each style; GPO_RUNS asks for more. */
const numRuns = Number(process.env.GPO_RUNS ?? 100)

const word = fc.constantFrom(..."Use when: a b, - # > | \" ' [x] {y} & * ! % @ 12 yes null é 🎉 pages's ...".split(' '))
const text = fc
  .array(word, { minLength: 1, maxLength: 60 })
  .chain(words =>
    fc.constantFrom(' ', ' ', '\n', '\n\n').map(gap =>
      words
        .map((one, at) => (at % 9 === 8 ? gap : ' ') + one)
        .join('')
        .trim(),
    ),
  )
  .filter(made => made !== '')

for (const [style, description] of Object.entries(styles))
  test(`a description in ${style} is written in place and read back, and nothing else changes`, () => {
    let written = 0
    fc.assert(
      fc.property(text, fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'), (made, end, mark) => {
        const lines = `---\n# Ours\nname: pdf # short\ndescription:${description}\nlicense: MIT\n---\n\nBody.\n`
        const source = mark + lines.replaceAll('\n', end)
        const file = readPromptFile('/w/pdf/SKILL.md', source)
        assert.ok(file.ok)
        const target = findTarget(file.value, 'description')
        assert.ok(target.ok)
        const replaced = replaceTarget(file.value, 'description', made)
        if (!replaced.ok) return
        written++
        const again = readPromptFile('/w/pdf/SKILL.md', replaced.value)
        assert.ok(again.ok)
        assert.equal(again.value.targets.find(({ id }) => id === 'description')?.text, made)
        const [start, until] = target.value.range
        assert.ok(replaced.value.startsWith(source.slice(0, Math.min(start, source.indexOf('description:')))))
        assert.ok(replaced.value.endsWith(source.slice(Math.max(until, source.indexOf('license:')))))
        assert.equal(replaced.value.includes('# kept'), source.includes('# kept'))
        if (end === '\r\n') assert.ok(!/(?<!\r)\n/.test(replaced.value))
      }),
      { numRuns },
    )
    assert.ok(written >= numRuns * 0.95, `${written} of ${numRuns} were written`)
  })
