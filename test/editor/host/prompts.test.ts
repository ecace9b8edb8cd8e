import assert from 'node:assert/strict'
import { suite, test } from 'mocha'
import * as vscode from 'vscode'
import { actionsAt, fileUri, lensesOf, lineOf } from './workspace.ts'

suite('a prompt file', () => {
  for (const path of [
    'count-objects.prompt.md',
    'sort-words.prompt.md',
    'logic.prompt.yml',
    'ticket-topic.prompt.yml',
  ]) {
    test(`${path} has lenses to evaluate and to optimize it`, async () => {
      await lensesOf(fileUri(`prompts/${path}`), [/^GPO/, /Evaluate/, /Optimize Prompt/])
    })
  }

  test('without an eval set offers to create one', async () => {
    await lensesOf(fileUri('prompts/no-eval-set.prompt.md'), [/No eval set: create one/])
  })

  test('offers to optimize it where the caret stands in the prompt', async () => {
    const uri = fileUri('prompts/count-objects.prompt.md')
    const titles = await actionsAt(uri, await lineOf(uri, 'step by step'), title => title === 'Optimize Prompt')
    assert.ok(!titles.some(title => title.startsWith('Accept')), titles.join(', '))
  })

  test('and no other Markdown file has lenses', async () => {
    await vscode.workspace.openTextDocument(fileUri('README.md'))
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      fileUri('README.md'),
    )
    assert.deepEqual(lenses, [])
  })
})
