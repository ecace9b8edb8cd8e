import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { parseBlocks } from '../../../src/text/blocks.ts'

for (const [what, source, expected] of [
  ['nothing', '', []],
  ['a remark', 'only a remark\n', []],
  ['one block', '[task]\nDo it.\n', [{ name: 'task', text: 'Do it.', line: 1 }]],
  [
    'a remark and two blocks',
    'mine\n\n[task]\n\nDo it.\n\n  Well.\n\n[step-size]\nUp to {{words}}.',
    [
      { name: 'task', text: 'Do it.\n\n  Well.', line: 3 },
      { name: 'step-size', text: 'Up to {{words}}.', line: 9 },
    ],
  ],
  ['a line in brackets with more in it', '[task]\n[a] b\n[A]\n', [{ name: 'task', text: '[a] b\n[A]', line: 1 }]],
  ['Windows line ends and a mark', '\uFEFF[task]\r\nDo it.\r\n', [{ name: 'task', text: 'Do it.', line: 1 }]],
] as const)
  test(`of ${what} the blocks are ${JSON.stringify(expected)}`, () => assert.deepEqual(parseBlocks(source), expected))

test('blocks that are written are read again', () => {
  const texts = fc.stringMatching(/^[a-z{][a-z{} \n]*[a-z}]$/)
  const block = fc.record(
    { name: fc.constantFrom('task', 'past', 'step-size'), text: texts },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(fc.array(block), fc.constantFrom('\n', '\r\n'), (blocks, end) => {
      const source = blocks.map(({ name, text }) => `[${name}]\n${text}\n`).join('\n')
      const read = parseBlocks(source.replaceAll('\n', end))
      assert.deepEqual(
        read.map(({ name, text }) => ({ name, text })),
        blocks,
      )
    }),
  )
})
