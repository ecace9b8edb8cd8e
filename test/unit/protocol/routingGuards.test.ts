import assert from 'node:assert/strict'
import test from 'node:test'
import { readFromRoutingPage, readToRoutingPage } from '../../../src/protocol/routingGuards.ts'

for (const message of [
  { type: 'ready' },
  { type: 'route' },
  { type: 'cancel' },
  { type: 'weigh' },
  { type: 'acceptWaiting', runs: ['a', 'b'] },
  { type: 'reviewWaiting', run: 'a' },
  { type: 'openQuery', at: '2026-01-01', index: 0 },
  { type: 'openSkill', at: '', index: 3 },
  { type: 'optimizeSkill', at: '2026-01-01', index: 7 },
  { type: 'draftQueries', at: '2026-01-01', index: 7 },
] as const)
  test(`the host reads ${message.type} from the page of a routing`, () =>
    assert.deepEqual(readFromRoutingPage({ ...message, path: '/etc/passwd' }), message))

for (const raw of [
  undefined,
  'route',
  [],
  { type: 'write' },
  { type: 'openQuery' },
  { type: 'openQuery', at: 'x', index: -1 },
  { type: 'openSkill', at: 'x', index: 1.5 },
  { type: 'openSkill', index: 1 },
  { type: 'optimizeSkill', at: 5, index: 1 },
  { type: 'acceptWaiting', runs: 'a' },
  { type: 'acceptWaiting', runs: [1] },
  { type: 'reviewWaiting' },
])
  test(`the host ignores ${JSON.stringify(raw)}`, () => assert.equal(readFromRoutingPage(raw), undefined))

for (const raw of [
  null,
  {},
  { type: 'view', view: {} },
  { type: 'routing' },
  { type: 'routing', view: { root: '/w' } },
])
  test(`the page ignores ${JSON.stringify(raw)}`, () => assert.equal(readToRoutingPage(raw), undefined))
