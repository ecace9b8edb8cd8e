import assert from 'node:assert/strict'
import test from 'node:test'
import { readArguments } from '../../../src/cli/asked/options.ts'

for (const [name, typed, expected] of [
  ['nothing is written without it', [], undefined],
  ['alone it writes what is proven better', ['--write'], 'better'],
  ['before another option too', ['--write', '--json'], 'better'],
  ['a prompt may follow it', ['--write', 'b.prompt.md'], 'gpo optimize takes one prompt file, not 2'],
  ['always writes what is not proven as well', ['--write', 'always'], 'always'],
  ['and so does it in one word', ['--write=always'], 'always'],
  ['any other word is refused', ['--write=maybe'], '--write takes nothing or "always", not "maybe"'],
] as const)
  test(`--write: ${name}`, () => {
    const read = readArguments(['optimize', 'a.prompt.md', ...typed])
    if (read.ok) assert.equal(typeof read.value === 'string' ? read.value : read.value.options.text('write'), expected)
    else assert.equal(read.problem.code === 'bad-usage' ? read.problem.detail : read.problem.code, expected)
  })
