import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { sha256, shortHash } from '../../../src/text/hash.ts'
import { decodeUtf8, encodeUtf8 } from '../../../src/text/utf8.ts'

test('What is decoded encodes to the same bytes, with or without a byte order mark', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.uint8Array(), (mark, tail) => {
      const bytes = Uint8Array.from([...(mark ? [0xef, 0xbb, 0xbf] : []), ...tail])
      const text = decodeUtf8(bytes)
      if (text !== undefined) assert.deepEqual(encodeUtf8(text), bytes)
    }),
  )
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => assert.equal(decodeUtf8(encodeUtf8(text)), text)))
})

test('A byte order mark is kept, and what is not UTF-8 is not guessed at', () => {
  assert.equal(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), '\uFEFFa')
  assert.equal(decodeUtf8(Uint8Array.of(0xff, 0xfe, 0x61, 0x00)), undefined)
})

test('Hashes are SHA-256 in hex', () => {
  assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  assert.equal(shortHash('abc'), 'ba7816bf8f01')
  // This one begins with 84981036306183de78c7.
  assert.equal(shortHash('case 114'), '81036306183d')
})
