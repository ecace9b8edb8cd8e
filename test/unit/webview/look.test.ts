import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { firstLook, readLook } from '../../../webview/chart/look.ts'

test('what the user looked at comes back as it was', () => {
  const look = {
    axis: 'spend',
    panel: 'compare',
    pinned: 3,
    compared: { from: '1.0', to: 'best' },
    scroll: 640,
  } as const
  assert.deepEqual(readLook(JSON.parse(JSON.stringify(look))), look)
})

test('what cannot be read is as at first', () => {
  assert.deepEqual(readLook(undefined), firstLook)
  assert.deepEqual(readLook({ axis: 'time', panel: 3, pinned: 'x', compared: { from: 1 }, scroll: '9' }), firstLook)
  fc.assert(fc.property(fc.anything(), raw => assert.ok(readLook(raw).panel)))
})
