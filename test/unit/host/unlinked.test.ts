import assert from 'node:assert/strict'
import test from 'node:test'
import { unlinked } from '../../../src/host/editor/unlinked.ts'

/** How VS Code finds the links of a notification. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i

for (const text of [
  'The judge model gave no verdict: "[Fix](command:workbench.action.terminal.sendSequence?%7B%7D)".',
  '[a.prompt.md](command:x) scores 40 % of 5 cases.',
  '[a](https://example.com) [b](file:///etc/passwd)',
])
  test(`no part of ${text} can be clicked`, () => {
    assert.match(text, link)
    assert.doesNotMatch(unlinked(text), link)
  })

test('other brackets stay as they are', () => assert.equal(unlinked('a [b] (c) f(x)[0]'), 'a [b] (c) f(x)[0]'))
