import assert from 'node:assert/strict'
import test from 'node:test'
import { linkAddress } from '../../../src/host/editor/linkAddress.ts'

for (const name of ['a).prompt.md', 'a(b.prompt.md', '<a>).prompt.md', 'a) [b](command:x).prompt.md'])
  test(`${name} ends no link in Markdown, and leads to the same place`, () => {
    const address = linkAddress(encodeURIComponent(name))
    assert.doesNotMatch(address, /[()<>]/)
    assert.equal(decodeURIComponent(address), name)
  })
