import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { languages } from '../../../src/prompts/languages.ts'
import { placeholdersIn, type Syntax, tokensIn } from '../../../src/prompts/source/templateTokens.ts'

const marks = '{ {{ {{{ {{{{ } }} }}} }}}} {# #} {% %} {{! {{!-- --}} /* */ \\'.split(' ')
const texts = fc
  .array(fc.constantFrom(...marks, 'a', ' a ', '\n', '$b'))
  .map(parts => parts.join(''))
  // There is no comment in three braces: Handlebars refuses such a template, so it has no right reading.
  .filter(text => !text.includes('{{{!'))
const all: Readonly<Record<string, Syntax>> = languages

for (const [name, syntax] of Object.entries(all))
  test(`${name}: setting openings without an end aside changes neither tokens nor names`, () => {
    const { spans: _, ...searching } = syntax
    fc.assert(
      fc.property(texts, text => {
        assert.deepEqual(tokensIn(syntax, text), tokensIn(searching, text))
        assert.deepEqual(placeholdersIn(syntax, text), placeholdersIn(searching, text))
      }),
      { numRuns: 300 },
    )
  })
