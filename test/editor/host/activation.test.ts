import assert from 'node:assert/strict'
import { suite, test } from 'mocha'
import * as vscode from 'vscode'
import { extension } from './workspace.ts'

suite('the extension', () => {
  test('activates', async () => {
    await extension().activate()
    assert.equal(extension().isActive, true)
  })

  test('registers every command that it contributes', async () => {
    await extension().activate()
    const contributed: readonly { command: string }[] = extension().packageJSON.contributes.commands
    const registered = new Set(await vscode.commands.getCommands(true))
    assert.ok(contributed.length > 0)
    assert.deepEqual(
      contributed.map(({ command }) => command).filter(command => !registered.has(command)),
      [],
    )
  })
})
