import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { acceptCandidate } from '../../../src/prompts/candidate.ts'
import type { PromptFile, Target } from '../../../src/prompts/promptFile.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { render } from '../../../src/prompts/rendering.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'

const runs = { numRuns: 1000 }

/** Texts made of what YAML, Markdown and template languages care about, so that trouble is frequent. */
const pieces = [
  ...[
    '\n',
    '\n',
    '\n\n',
    ' ',
    '  ',
    '\t',
    '\r',
    '\r\n',
    ': ',
    ' #',
    '#',
    '- ',
    '---',
    '...',
    "'",
    '"',
    '\\',
    '|',
    '>',
    '&a',
  ],
  ...[
    '*a',
    '!t',
    '%',
    '@',
    '`',
    '{',
    '}',
    '[',
    ']',
    ',',
    '?',
    '~',
    '<<',
    '{{x}}',
    '{{ y }}',
    'yes',
    '12',
    'null',
    'é',
    '🎉',
  ],
  ...['\ud83c', '\u0000', '\u0007', '\u0085', '\u2028', '\uFEFF', '\u00a0', 'word', 'two words', 'a: 1'],
]
const nasty = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 4 })), {
  maxLength: 14,
})
const anyText = nasty.map(parts => parts.join(''))
/** What any style can hold: no white space at either end, no characters that must be escaped. */
const plainText = anyText
  .map(text => text.replace(/[^\P{C}\n\t]|[\u2028\u2029]|\p{Surrogate}/gu, '').trim())
  .filter(text => text !== '' && !/[\uFEFF\uFFFE\uFFFF]/.test(text))

const lineEnd = fc.constantFrom('\n', '\r\n')

/** A prompt file of a format, style, indentation and line end, with something around its text. */
const ymlFile = fc
  .record({
    style: fc.constantFrom('|', '|-', '|+', '|2', '|2-', 'plain', 'single', 'double', 'flow', 'flow-single'),
    comment: fc.constantFrom('', '  # a comment: here'),
    old: plainText,
    outer: fc.constantFrom('', '  ', '    '),
    blank: fc.constantFrom('', '\n', '\n\n'),
    after: fc.boolean(),
    mark: fc.constantFrom('', '\uFEFF'),
    lineEnd,
  })
  .map(({ style, comment, old, outer, blank, after, mark, lineEnd }) => {
    const rest = after ? '- role: user\n  content: "{{x}}"\n'.replace(/^/gm, outer).trimEnd() : ''
    const content = contentIn(style, comment, old, outer)
    const messages = style.startsWith('flow')
      ? `messages: [{role: system,  content: ${content} }, {role: user, content: x}]\n`
      : `messages:\n${outer}- role: system\n${outer}  content: ${content}\n${blank}${rest}${after ? '\n' : ''}`
    return mark + `name: x  # kept\n${messages}`.replaceAll('\n', lineEnd)
  })

const mdFile = fc
  .record({
    header: fc.constantFrom('', '---\nmodel: x\n---\n', '---\n---\n\n \n'),
    old: plainText,
    end: fc.constantFrom('', '\n', '\n\n', '  \n'),
    mark: fc.constantFrom('', '\uFEFF'),
    lineEnd,
  })
  .map(({ header, old, end, mark, lineEnd }) => mark + (header + old + end).replaceAll('\n', lineEnd))

/** The same text in a file of another format: `wrap` writes it as that format does. */
const fileOf = (wrap: (text: string, more: string, end: string) => string) =>
  fc
    .record({
      old: plainText,
      more: fc.constantFrom('', '{{x}}', 'More: of it.'),
      end: fc.constantFrom('', '\n', '\n\n'),
      mark: fc.constantFrom('', '', '', '\uFEFF'),
      lineEnd,
    })
    .map(({ old, more, end, mark, lineEnd }) => mark + wrap(old, more, end).replaceAll('\n', lineEnd))

const indented = (text: string): string => text.replace(/^(?=[^\n])/gm, '    ')
const yamlBlock = (text: string): string => `|-\n${indented(text)}`

const headerFile = fileOf((old, _, end) => `---\nname: x\ndescription: 'y: z'\n---\n\n${old}${end}`)
const promptyFile = fileOf(
  (old, more, end) => `---\nname: x\nmodel: {id: m}\n---\nsystem:\n${old}\n\nuser:\n${more}${end}`,
)
const dotpromptFile = fileOf(
  (old, more, end) => `# A licence\n---\nmodel: x\n---\n{{role "system"}}\n${old}\n{{role "user"}}${more}${end}`,
)
const promptlFile = fileOf(
  (old, more, end) => `---\nmodel: x\n---\n<system>\n${indented(old)}\n</system>\n<user>${more}</user>${end}`,
)
const configFile = fileOf(
  (old, more, end) => `prompts:\n  - ${yamlBlock(old)}\n  - raw: ${JSON.stringify(more)}\ntests: [] # none${end}`,
)
const partedFile = fileOf((old, more, end) => `${old}\n---\nSecond ${more}${end}`)
const chatFile = fileOf(
  (old, more, end) =>
    `[\n\t{"role": "system", "content": ${JSON.stringify(old)}},\n {"content":"${more}", "role":"user"}]${end}`,
)
const langchainFile = fileOf(
  (old, _, end) => `{"_type": "prompt",\n  "input_variables": ["x"], "template": ${JSON.stringify(old)} }${end}`,
)
const fewShotFile = fileOf(
  (old, _, end) => `_type: few_shot\nprefix: ${yamlBlock(old)}\nsuffix: "{x}"\nexamples: []${end}`,
)
const kernelFile = fileOf((old, more, end) => `${old}\n{{$x}} ${more}${end}`)
const taggedFile = fileOf(
  (old, more, end) =>
    `<message role="system">\n${old.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}\n</message>\n<message role="user">${more}</message>${end}`,
)
const kernelYaml = fileOf((old, _, end) => `template: ${yamlBlock(old)}\ntemplate_format: handlebars${end}`)
const textFile = fileOf((old, more, end) => `${old} ${more}${end}`)

for (const [path, source, parsed] of [
  ['a.prompt.yml', ymlFile, 0.9],
  ['a.prompt.md', mdFile, 0.9],
  ['a.instructions.md', mdFile, 0.9],
  ['a.agent.md', headerFile, 0.9],
  ['AGENTS.md', mdFile, 0.9],
  ['a/SKILL.md', headerFile, 0.9],
  ['a.prompty', promptyFile, 0.9],
  // After a byte order mark, which one file in four has, Dotprompt sees no header, and nothing is written.
  ['a.prompt', dotpromptFile, 0.7],
  // What changes the guess at the template language is refused, which these candidates often do.
  ['b.prompt', textFile, 0.5],
  ['a.promptl', promptlFile, 0.9],
  ['promptfooconfig.yaml', configFile, 0.9],
  ['parted.txt', partedFile, 0.9],
  ['chat.json', chatFile, 0.9],
  ['langchain.json', langchainFile, 0.9],
  ['few-shot.yaml', fewShotFile, 0.9],
  ['skprompt.txt', kernelFile, 0.8],
  ['chat/skprompt.txt', taggedFile, 0.6],
  ['kernel.yaml', kernelYaml, 0.9],
  ['prompts/a.txt', textFile, 0.5],
] as const) {
  test(`${path}: what is written is read back exactly, and nothing around it changes`, () => {
    let read = 0
    let written = 0
    let all = 0
    const property = fc.property(source, plainText, (source, text) => {
      all += 1
      const file = readPromptFile(path, source)
      if (!file.ok) return
      read += 1
      for (const target of file.value.targets) {
        const result = replaceTarget(file.value, target.id, text)
        if (!result.ok) continue
        written += 1 / file.value.targets.length
        assertOnlyTargetChanged(file.value, target, text, result.value)
      }
    })
    fc.assert(property, runs)
    // Guards against a property that holds because nothing was tried.
    assert(read > parsed * all, `${read} of ${all} were read`)
    assert(written > parsed * read, `${written} of ${read} were written`)
  })

  test(`${path}: the text that is there gives the file as it is`, () => {
    const property = fc.property(source, source => {
      const file = readPromptFile(path, source)
      if (!file.ok) return
      for (const { id, text } of file.value.targets)
        assert.deepEqual(replaceTarget(file.value, id, text), { ok: true, value: source })
    })
    fc.assert(property, runs)
  })

  test(`${path}: any candidate is written exactly or refused, never thrown at`, () => {
    const property = fc.property(source, anyText, (source, text) => {
      const file = readPromptFile(path, source)
      if (!file.ok) return
      for (const target of file.value.targets) {
        const result = replaceTarget(file.value, target.id, text)
        if (result.ok) assertOnlyTargetChanged(file.value, target, text, result.value)
        if (acceptCandidate(file.value, target.id, text).ok) assert(result.ok)
        render(file.value, target.id, text, { x: text })
      }
    })
    fc.assert(property, runs)
  })

  test(`${path}: any source is read or refused, never thrown at`, () => {
    const property = fc.property(fc.oneof(anyText, fc.string()), text => {
      for (const source of [
        text,
        `messages:\n- role: user\n  content: ${text}`,
        `---\n${text}`,
        `---\n---\n${text}`,
        `messages: ${text}`,
        `template: ${text}\ninput_variables: [x]`,
        `prompts: ${text}\ntests: []`,
        `<system>${text}`,
        `<message role="user">${text}</message>`,
        `[{"role": "user", "content": "${text}"}]`,
      ]) {
        const file = readPromptFile(path, source)
        if (!file.ok) continue
        for (const target of file.value.targets) {
          const result = replaceTarget(file.value, target.id, 'New: text\n # more')
          if (result.ok) assertOnlyTargetChanged(file.value, target, 'New: text\n # more', result.value)
        }
      }
    })
    fc.assert(property, runs)
  })
}

test('a quoted or plain text of YAML can become any text that UTF-8 can express', () => {
  const styles = fc.constantFrom('plain', 'single', 'double', 'flow', 'flow-single')
  const property = fc.property(styles, anyText, (style, text) => {
    const content = contentIn(style, '', 'old', '')
    const source = style.startsWith('flow')
      ? `messages: [{role: user, content: ${content}}]\n`
      : `messages:\n- role: user\n  content: ${content}\n`
    const file = readPromptFile('a.prompt.yml', source)
    assert(file.ok)
    const possible = text.trim() !== '' && !text.endsWith('\n') && !/\p{Surrogate}/u.test(text)
    assert.equal(replaceTarget(file.value, 'messages[0]', text).ok, possible)
  })
  fc.assert(property, runs)
})

function contentIn(style: string, comment: string, text: string, outer: string): string {
  const oneLine = text.replaceAll(/\s+/g, ' ')
  switch (style) {
    case 'plain':
      return `You ${oneLine.replaceAll(/[^\p{L} ]/gu, '')}.${comment}`
    case 'single':
    case 'flow-single':
      return `'${oneLine.replaceAll("'", "''")}'`
    case 'double':
    case 'flow':
      return JSON.stringify(text)
    default:
      return `${style}${comment}\n${text.replace(/^(?=[^\n])/gm, `${outer}    `)}`
  }
}

function assertOnlyTargetChanged(file: PromptFile, target: Target, text: string, written: string): void {
  assert(written.startsWith(file.source.slice(0, target.range[0])))
  assert(written.endsWith(file.source.slice(target.range[1])))
  if (!hasLoneLf(file.source) && !text.includes('\r')) assert(!hasLoneLf(written) || !file.source.includes('\r\n'))
  const again = readPromptFile(file.path, written)
  assert(again.ok)
  const expected = file.targets.map(({ id, text: old }) => [id, id === target.id ? text : old])
  assert.deepEqual(
    again.value.targets.map(({ id, text }) => [id, text]),
    expected,
  )
}

const hasLoneLf = (text: string): boolean => /(?<!\r)\n/.test(text)
