import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { replaceTarget } from '../../../src/prompts/replaceTarget.ts'

const words = fc.stringMatching(/^[A-Za-z]{1,9}[.,:!?'"#&*|>%@`-]?$/)

/** A line as prompts have them: some are indented, some are items, some hold a placeholder. */
const line = fc
  .tuple(
    fc.constantFrom('', '', '', '  ', '    ', '- ', '1. ', '# ', '\t'),
    fc.array(words, { minLength: 1, maxLength: 30 }),
  )
  .map(([start, all]) => start + all.join(' '))

/** A text of two lines or more, with the placeholder that the prompt has. */
const severalLines = fc
  .tuple(words, fc.array(fc.oneof(line, fc.constant('')), { minLength: 1, maxLength: 6 }), words)
  .map(([first, lines, last]) => `${first} {{x}}\n${lines.join('\n')}\n${last}`)
  // A list of roles is a chat to promptfoo, and refused as such.
  .filter(text => !/^\s*- role:/.test(text))

const styles = ['plain', 'single', 'double', 'literal', 'folded', 'plain over lines', 'double over lines'] as const

const list = fc.record({
  indent: fc.constantFrom(0, 2, 4),
  style: fc.constantFrom(...styles),
  flow: fc.boolean(),
  raw: fc.boolean(),
  dash: fc.constantFrom('- ', '-   ', '- &own ', '- # why\n'),
  comment: fc.constantFrom('', ' # kept: this'),
  header: fc.constantFrom('', '-', '+', '2', '2-'),
  before: fc.constantFrom('', '# a comment\n', 'description: [a,  b]\n'),
  lead: fc.boolean(),
  after: fc.boolean(),
  mark: fc.constantFrom('', '\uFEFF'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
})

type List = ReturnType<typeof list.generate>['value']

const old = 'Say {{x}} twice'

/** The list in a config, and which of its items is `old`. */
function configOf(made: List): { source: string; target: string } {
  const { indent, style, flow, raw, before, lead, after, comment, mark, lineEnd } = made
  const index = lead ? 1 : 0
  const outer = ' '.repeat(indent)
  const flowStyle = style === 'single' ? style : 'double'
  const target = `prompts[${index}]${raw ? '.raw' : ''}`
  // Braces in a list between brackets need quotes.
  const inFlow = `[${lead ? 'First one, ' : ''}${raw ? `{label: a,  raw: ${quoted(flowStyle)}}` : quoted(flowStyle)}${after ? ' , "last {{x}}"' : ''}]`
  const items = [
    ...(lead ? [`${outer}- First {{x}}\n${outer}# between\n`] : []),
    itemOf(made),
    ...(after ? [`${outer}- "last {{x}}"\n`] : []),
  ]
  const prompts = flow ? `prompts: ${inFlow}${comment}\n` : `prompts:${comment}\n${items.join('')}`
  return { source: mark + `${before}${prompts}tests: []\n`.replaceAll('\n', lineEnd), target }
}

function itemOf({ indent, style, raw, dash: given, comment, header }: List): string {
  const dash = raw && given.includes('&') ? '- ' : given
  const outer = ' '.repeat(indent)
  // A key must stand on the line of its dash or below it, indented.
  const start = dash.endsWith('\n') ? `${outer}${dash}${outer}  ` : outer + dash
  const column = outer.length + (dash.endsWith('\n') || dash.includes('&') ? 2 : dash.length)
  const lead = raw ? `${start}label: a\n${' '.repeat(column)}raw: ` : start
  // What an indicator counts is from the parent on: the map's column, or that of the dash.
  return lead + scalarOf(style, raw ? column : outer.length, comment, header)
}

function scalarOf(style: List['style'], parent: number, comment: string, header: string): string {
  const inside = ' '.repeat(parent + 2)
  switch (style) {
    case 'literal':
      return `|${header}${comment}\n${inside}${old}\n`
    case 'folded':
      return `>${header}${comment}\n${inside}Say {{x}}\n${inside}twice\n`
    case 'plain over lines':
      return `Say {{x}}\n${inside}twice${comment}\n`
    case 'double over lines':
      return `"Say {{x}}\n${inside}twice"${comment}\n`
    default:
      return `${quoted(style)}${comment}\n`
  }
}

const quoted = (style: List['style']): string =>
  style === 'single' ? `'${old}'` : style === 'plain' ? `${old}` : `"${old}"`

test('every kind of prompt list in YAML takes a text of several lines', () => {
  let inBlocks = 0
  const property = fc.property(list, severalLines, (made, text) => {
    const { source, target } = configOf(made)
    const file = readPromptFile('promptfooconfig.yaml', source)
    assert(file.ok, source)
    assert.equal(file.value.targets.find(({ id }) => id === target)?.text, old, source)
    const written = replaceTarget(file.value, target, text)
    assert(written.ok, `${written.ok || JSON.stringify(written.problem)}\n${source}`)
    const again = readPromptFile('promptfooconfig.yaml', written.value)
    assert(again.ok)
    for (const { id, text: now } of again.value.targets)
      assert.equal(now, id === target ? text : file.value.targets.find(one => one.id === id)?.text)
    if (made.lineEnd === '\r\n') assert(!/(?<!\r)\n/.test(written.value), 'a line end of another kind')
    if (/[|>][-+\d]*[^\n]*\n/.test(written.value)) inBlocks += 1
  })
  fc.assert(property, { numRuns: 1000 })
  assert(inBlocks > 300, `${inBlocks} became blocks`)
})

test('every style of a description takes another text, and the body stays as it is', () => {
  const property = fc.property(
    fc.constantFrom(...styles),
    fc.constantFrom('', '-', '+', '2', '2-'),
    fc.constantFrom('', ' # kept'),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\uFEFF'),
    fc
      .oneof(
        severalLines,
        line.map(text => text.trim()),
      )
      .map(text => text.slice(0, 1000).trim()),
    (style, header, comment, lineEnd, mark, text) => {
      const value = scalarOf(style, 0, comment, header)
      const source =
        mark + `---\nname: a\ndescription: ${value}license: MIT # x\n---\n\nBody {{x}}\n`.replaceAll('\n', lineEnd)
      const file = readPromptFile('a/SKILL.md', source)
      assert(file.ok)
      const written = replaceTarget(file.value, 'description', text)
      assert(written.ok, `${written.ok || JSON.stringify(written.problem)}\n${source}`)
      const again = readPromptFile('a/SKILL.md', written.value)
      assert(again.ok)
      assert.deepEqual(
        again.value.targets.map(target => target.text),
        ['Body {{x}}', text],
      )
      if (lineEnd === '\r\n') assert(!/(?<!\r)\n/.test(written.value), 'a line end of another kind')
    },
  )
  fc.assert(property, { numRuns: 1000 })
})

for (const [what, block, text, expected] of [
  [
    'a line is broken where the block breaks its lines',
    '>-\n  Reads files of every kind that there may be, and tells of each\n  what it holds.\n',
    'Reads files of every kind that there is, and tells of each of them in a few words what it holds.',
    '>-\n  Reads files of every kind that there is, and tells of each of\n  them in a few words what it holds.\n',
  ],
  ['a line end becomes a blank line', '>\n  One.\n', 'One.\nTwo.\n\nThree.', '>\n  One.\n\n  Two.\n\n\n  Three.\n'],
  [
    'an item under a line keeps its line end',
    '>\n  One.\n',
    'One:\n  - two\n  - three\nFour.',
    '>\n  One:\n    - two\n    - three\n  Four.\n',
  ],
  [
    'two spaces are never made one',
    '>\n  One.\n',
    `${'word '.repeat(15)}two  spaces`,
    `>\n  ${'word '.repeat(14)}word\n  two  spaces\n`,
  ],
  [
    'what was one long line stays one',
    `>\n  ${'long '.repeat(20)}line\n`,
    `${'longer '.repeat(20)}line`,
    `>\n  ${'longer '.repeat(20)}line\n`,
  ],
  ['blank lines after it stay', '>+\n  One.\n\n\n', 'Two.', '>+\n  Two.\n\n\n'],
  ['an indicator stays', '>2-\n    One\n  two.\n', '  Three\nfour.', '>2-\n    Three\n  four.\n'],
] as const)
  test(`folded: ${what}`, () => {
    const file = readPromptFile('a/SKILL.md', `---\nname: a\ndescription: ${block}---\n\nBody\n`)
    assert(file.ok)
    assert.deepEqual(replaceTarget(file.value, 'description', text), {
      ok: true,
      value: `---\nname: a\ndescription: ${expected}---\n\nBody\n`,
    })
  })
