import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import test from 'node:test'
import type { FormatName } from '../../../src/prompts/finding/globs.ts'
import { languages } from '../../../src/prompts/languages.ts'
import type { PromptFile } from '../../../src/prompts/promptFile.ts'
import { formatOf, readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'
import { tokensIn } from '../../../src/prompts/source/templateTokens.ts'
import { decodeUtf8 } from '../../../src/text/utf8.ts'

const folder = new URL('../../fixtures/prompts/', import.meta.url)

/**
 * A file; its targets, each with its line and placeholders; its problems, each with its line; its format where the suffix
 * is not that of a prompt of VS Code or GitHub. No targets: it fails.
 */
const rows: readonly (readonly [file: string, targets: string, problems: string, format?: FormatName])[] = [
  ['alias.prompt.yml', 'messages[0]:2 messages[1]:7:question', 'not-writable:2'],
  ['anchor-unused.prompt.yml', 'messages[0]:4', ''],
  ['anchor.prompt.yml', 'messages[0]:4 messages[1]:6:question', 'not-writable:4'],
  ['blank-lines.prompt.yml', 'messages[0]:6 messages[1]:15:input', ''],
  ['bom-no-header.prompt.md', 'body:1:text', ''],
  ['bom.prompt.md', 'body:6:ticket', 'byte-order-mark:1'],
  ['bom.prompt.yml', 'messages[0]:6 messages[1]:9:input', ''],
  ['breaks.prompt.md', 'body:6', ''],
  ['broken-header.prompt.md', 'body:4', 'prompt-unparsable:2'],
  ['clip-crlf.prompt.yml', 'messages[0]:6 messages[1]:9:input', ''],
  ['clip-no-final-newline.prompt.yml', 'messages[0]:4:input', ''],
  ['clip.prompt.yml', 'messages[0]:6 messages[1]:9:input', ''],
  ['cr.prompt.md', 'body:6:ticket', ''],
  ['crlf.prompt.md', 'body:7:ticket', ''],
  ['documents.prompt.yml', 'messages[0]:3', 'not-writable:3'],
  ['double.prompt.yml', 'messages[0]:5 messages[1]:8:input', ''],
  ['duplicate.prompt.yml', 'messages[0]:5', 'duplicate-key:2 not-writable:5'],
  ['empty-header.prompt.md', 'body:3', ''],
  ['empty.prompt.yml', '', 'prompt-empty:1'],
  ['fence.prompt.md', 'body:4', ''],
  ['final-newlines.prompt.md', 'body:8:ticket', ''],
  ['flow.prompt.yml', 'messages[0]:1 messages[1]:1:text', ''],
  ['folded.prompt.yml', 'messages[0]:6 messages[1]:9:input', ''],
  ['indented.prompt.yml', 'messages[0]:6 messages[1]:9:input', ''],
  ['json.prompt.yml', 'messages[0]:3:x', ''],
  ['keep-end.prompt.yml', 'messages[0]:4:input', ''],
  ['keep.prompt.yml', 'messages[0]:6 messages[1]:12:input', ''],
  ['lf.prompt.md', 'body:7:ticket', ''],
  ['merge.prompt.yml', 'messages[0]:3 messages[1]:7:words', 'not-writable:3'],
  ['mixed.prompt.md', 'body:7:ticket', ''],
  ['mixed.prompt.yml', 'messages[0]:6 messages[1]:9:input', ''],
  ['model-list.prompt.md', 'body:6', ''],
  ['next-line.prompt.yml', 'messages[0]:6 messages[1]:8:input', ''],
  ['no-final-newline.prompt.md', 'body:6', ''],
  ['no-header.prompt.md', 'body:2:words', ''],
  ['no-messages.prompt.yml', '', 'no-target:1'],
  ['only-header.prompt.md', '', 'prompt-empty:5'],
  ['other-tool.prompt.yml', '', 'not-a-prompt:1'],
  ['plain-comment.prompt.yml', 'messages[0]:5 messages[1]:7:input', ''],
  ['plain-lines.prompt.yml', 'messages[0]:5 messages[1]:8:input', ''],
  ['plain.prompt.yaml', 'messages[0]:5 messages[1]:7:input', ''],
  ['references.prompt.md', 'body:6:scope:ticket', ''],
  ['single.prompt.yml', 'messages[0]:5 messages[1]:7:input', ''],
  ['spaced.prompt.yml', 'messages[0]:4:words', 'spaced-placeholder:5'],
  ['spaces.prompt.md', 'body:7', ''],
  ['strip-crlf.prompt.yml', 'messages[0]:6 messages[1]:10:input', ''],
  ['strip.prompt.yml', 'messages[0]:6 messages[1]:9:input', ''],
  ['tabs.prompt.yml', 'messages[0]:6 messages[1]:11:input', ''],
  ['tag.prompt.yml', 'messages[0]:3', 'not-writable:3'],
  ['turns.prompt.yml', 'messages[2]:7 messages[0]:3 messages[3]:9:input', ''],
  ['unclosed.prompt.md', '', 'unclosed-frontmatter:1'],
  ['unparsable.prompt.yml', '', 'prompt-unparsable:3'],
  ['unquoted.prompt.yml', '', 'prompt-unparsable:3'],
  ['alias/SKILL.md', 'body:5 description:2', 'not-writable:2', 'skill'],
  ['anchor.promptfoo.yaml', 'prompts[0]:1:a prompts[1]:2:a', 'not-writable:1', 'promptfoo'],
  ['bom.instructions.md', 'body:4', 'byte-order-mark:1', 'instructions-md'],
  ['bom.prompt', 'messages[0]:1', 'not-writable:1', 'dotprompt'],
  ['bom.prompty', 'messages[0]:5', 'byte-order-mark:1', 'prompty'],
  ['chat.yaml', 'messages[0]:3 messages[1]:6:q', '', 'promptfoo'],
  ['comment-fence.prompty', 'messages[0]:2 messages[1]:6', 'prompt-unparsable:2', 'prompty'],
  ['comment.promptl', '', 'prompt-empty:5'],
  ['commented.promptl', 'messages[0]:1 messages[1]:3:q', '', 'promptl'],
  ['cr/SKILL.md', 'body:5', '', 'skill'],
  ['crlf-blank.prompt', 'messages[0]:2', 'not-writable:2', 'dotprompt'],
  ['crlf-parted.txt', 'segment[0]:1 segment[1]:3', 'prompts-separated:1', 'promptfoo'],
  ['crlf.prompt', 'messages[0]:5 messages[2]:7:q', '', 'dotprompt'],
  ['crlf.prompty', 'messages[0]:5 messages[1]:9:q', '', 'prompty'],
  ['crlf/SKILL.md', 'body:7 description:4', '', 'skill'],
  ['documents.promptfoo.yaml', 'prompts:1:a', 'not-writable:1', 'promptfoo'],
  ['duplicate.json', 'messages[0]:1', 'duplicate-key:1 not-writable:1', 'promptfoo'],
  ['duplicate.promptfoo.yaml', 'prompts:1:a', 'duplicate-key:3 not-writable:1', 'promptfoo'],
  ['empty-header.prompt', 'messages[0]:1', 'not-writable:1', 'dotprompt'],
  ['empty-header.prompty', 'messages[0]:4', '', 'prompty'],
  ['escapes.json', 'messages[0]:2:a messages[1]:3:q', '', 'promptfoo'],
  ['flow/SKILL.md', 'body:4 description:2', '', 'skill'],
  ['folded.promptfoo.yaml', 'prompts[0]:3:a prompts[1]:6:a', '', 'promptfoo'],
  ['image.json', 'messages[0]:1', 'template-logic:1', 'promptfoo'],
  ['indented.promptl', 'messages[1]:7 messages[0]:2:q', '', 'promptl'],
  ['indented.prompty', 'messages[0]:5 messages[1]:10:q', '', 'prompty'],
  ['kernel-tags.yaml', 'messages[0]:4 messages[1]:6:x', '', 'semantic-kernel'],
  ['kernel.yaml', 'template:2:x', '', 'semantic-kernel'],
  ['langchain-jinja.json', 'template:2:x', '', 'langchain'],
  ['langchain.yaml', 'template:4:x', '', 'langchain'],
  ['licence.prompt', 'messages[0]:8 messages[1]:10:q', '', 'dotprompt'],
  ['nested.promptl', 'messages[0]:2 messages[1]:4:q', 'template-logic:2', 'promptl'],
  ['no-description/SKILL.md', 'body:4', '', 'skill'],
  ['no-newline.prompt', 'messages[0]:1', 'not-writable:1', 'dotprompt'],
  ['only-header.instructions.md', '', 'prompt-empty:4'],
  ['only-header.prompty', '', 'prompt-empty:4'],
  ['parted.txt', 'segment[0]:1:a segment[1]:4:a segment[2]:8', 'prompts-separated:1', 'promptfoo'],
  ['plain.mustache', 'body:1:name:raw:unescaped', '', 'text'],
  ['plus-fence.prompty', 'messages[0]:5 messages[1]:7:q', '', 'prompty'],
  ['raw.j2', 'body:1:x', 'template-logic:1', 'text'],
  ['roles-in-fence.prompty', 'messages[0]:5 messages[1]:8', '', 'prompty'],
  [
    'styles.promptfoo.yaml',
    'prompts[0]:3:a prompts[1]:4:a prompts[2]:5:a prompts[3]:8:a prompts[4].raw:9:a',
    '',
    'promptfoo',
  ],
  ['tag.promptfoo.yaml', 'prompts[0]:1:a', 'not-writable:1', 'promptfoo'],
  ['template-path.json', '', 'no-target:1'],
  ['trimmed.prompt', 'messages[0]:6:q', '', 'dotprompt'],
  ['turns.prompty', 'messages[2]:9 messages[0]:5 messages[3]:11:q', '', 'prompty'],
  ['unclosed.agent.md', '', 'unclosed-frontmatter:1'],
  ['unclosed.promptl', '', 'unclosed-frontmatter:1'],
  ['unclosed.prompty', '', 'unclosed-frontmatter:1'],
]

/** Texts that trip careless writers: what a comment, a key, a quote or a header looks like, and more than one line. */
const texts = [
  'One line.',
  'Rules: one, two # and "three"\n\n  - it\'s – ünï 🎉\n\t{{x}}\n---\nend:',
  "- item: 'x' # not a comment",
  'yes',
  '12:30:45',
]

/** What a file of any format can hold, tokens that the old text has being kept. */
const milderTexts = [
  'One line.',
  'Rules: one, two # and "three"\n\n  - it\'s – ünï 🎉\n\tend:',
  "- item: 'x' # not a comment",
]

for (const [name, targets, problems, format = name.endsWith('.md') ? 'prompt-md' : 'prompt-yml'] of rows) {
  test(`${name} is read`, () => {
    const read = readPromptFile(name, sourceOf(name))
    if (!read.ok) {
      assert.equal('', targets)
      assert.equal(`${read.problem.code}:${read.problem.place?.line}`, problems)
      return
    }
    const file = read.value
    assert.equal(file.format, format)
    assert.equal(file.source, sourceOf(name))
    const found = file.targets.map(({ id, line, placeholders }) => [id, line, ...placeholders].join(':'))
    assert.equal(found.join(' '), targets)
    assert.equal(file.problems.map(({ code, place }) => `${code}:${place?.line}`).join(' '), problems)
  })

  for (const [, id, line] of targets.matchAll(/(\S+?):(\d+)\S*/g)) {
    assert(id !== undefined)
    const refused = problems.includes(`not-writable:${line}`)
    test(`${id} of ${name} is ${refused ? 'refused' : 'replaced, and nothing around it'}`, () => {
      const file = readFixture(name)
      const target = file.targets.find(target => target.id === id)
      assert(target !== undefined)
      assert.deepEqual(replaceTarget(file, id, target.text), { ok: true, value: file.source })
      const kept = tokensIn(languages[file.language], target.text).join(' ')
      for (const text of format.startsWith('prompt-') ? texts : milderTexts.map(text => `${text} ${kept}`.trim())) {
        const written = replaceTarget(file, id, text)
        assert.equal(written.ok ? 'written' : written.problem.code, refused ? 'not-writable' : 'written', text)
        if (!written.ok) continue
        assert(written.value.startsWith(file.source.slice(0, target.range[0])))
        assert(written.value.endsWith(file.source.slice(target.range[1])))
        assert.equal(textOf(name, written.value, id), text)
      }
    })
  }
}

test('every fixture is in the table', () => {
  assert.deepEqual(
    rows.map(([name]) => name).sort(),
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.includes('.'))
      .sort(),
  )
})

test('a file of no format is not a prompt', () => {
  assert.equal(formatOf('notes.rst'), undefined)
  const problem = { code: 'not-a-prompt', place: { path: 'notes.rst' } }
  assert.deepEqual(readPromptFile('notes.rst', 'x'), { ok: false, problem })
})

test('a target that the file does not have is named with those it has', () => {
  const known = ['messages[0]', 'messages[1]']
  const problem = { code: 'unknown-target', target: 'body', known, place: { path: 'flow.prompt.yml' } }
  assert.deepEqual(replaceTarget(readFixture('flow.prompt.yml'), 'body', 'x'), { ok: false, problem })
})

test('UTF-16 is refused, with its mark and without', () => {
  const source = sourceOf('lf.prompt.md')
  const utf16 = Buffer.from(source, 'utf16le')
  assert.equal(decodeUtf8(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])), undefined)
  const unmarked = decodeUtf8(utf16)
  assert(unmarked !== undefined)
  const problem = { code: 'not-utf8', place: { path: 'lf.prompt.md' } }
  assert.deepEqual(readPromptFile('lf.prompt.md', unmarked), { ok: false, problem })
})

test('half a character is refused everywhere, for UTF-8 cannot express it', () => {
  for (const name of ['lf.prompt.md', 'clip.prompt.yml', 'double.prompt.yml']) {
    const file = readFixture(name)
    const written = replaceTarget(file, file.targets[0]?.id ?? '', 'half \ud83c')
    assert.equal(written.ok || written.problem.code, 'not-writable')
  }
})

function sourceOf(name: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(new URL(name, folder)))
}

function readFixture(name: string): PromptFile {
  const read = readPromptFile(name, sourceOf(name))
  assert(read.ok)
  return read.value
}

function textOf(name: string, source: string, id: string): string | undefined {
  const read = readPromptFile(name, source)
  return read.ok ? read.value.targets.find(target => target.id === id)?.text : undefined
}
