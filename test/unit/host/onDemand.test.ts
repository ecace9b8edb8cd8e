import assert from 'node:assert/strict'
import { registerHooks } from 'node:module'
import test, { mock } from 'node:test'

/** As much of the editor's API as a notification needs. */
const editor = `
export class EventEmitter { event() {} fire() {} }
export const window = { async showErrorMessage() {} }
export const commands = {}, workspace = {}, Uri = {}, Range = {}, Selection = {}, ViewColumn = {}
export class TabInputText {}
export class TabInputTextDiff {}
export class TabInputWebview {}
`
registerHooks({
  resolve: (name, context, next) =>
    name === 'vscode'
      ? { url: `data:text/javascript,${encodeURIComponent(editor)}`, format: 'module', shortCircuit: true }
      : next(name, context),
})
const { window } = await import('vscode')
const { loadPart, once } = await import('../../../src/host/onDemand.ts')

const told = mock.method(window, 'showErrorMessage', async () => undefined)
mock.method(console, 'error', () => undefined)

test('what could not be loaded is told in a sentence, and is loaded when it is next asked for', async () => {
  let tries = 0
  const loaded = once(() =>
    loadPart(async () => {
      tries++
      if (tries === 1) throw new Error("Cannot find module './parts/work-ABC.cjs'")
      return { tries }
    }),
  )
  assert.equal(await loaded(), undefined)
  assert.deepEqual(
    told.mock.calls.map(({ arguments: [text] }) => text),
    ['A part of GPO could not be loaded, as happens after an update. Reload the window to try again.'],
  )
  assert.deepEqual(await loaded(), { tries: 2 })
  assert.deepEqual(await loaded(), { tries: 2 })
  assert.equal(told.mock.callCount(), 1)
})

test('all who ask at once get the same', async () => {
  const loaded = once(async () => ({}))
  const [one, other] = await Promise.all([loaded(), loaded()])
  assert.equal(one, other)
})
