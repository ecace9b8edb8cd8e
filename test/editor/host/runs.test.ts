import assert from 'node:assert/strict'
import { suite, suiteSetup, suiteTeardown, test } from 'mocha'
import * as vscode from 'vscode'
import { optimize, startOptimizing } from './optimizing.ts'
import { bytesOf, extension, fileUri, set } from './workspace.ts'

suite('runs and their reports', () => {
  const count = fileUri('prompts/count-objects.prompt.md')
  const sort = fileUri('prompts/sort-words.prompt.md')

  suiteSetup(async () => {
    await extension().activate()
    await set({ taskModel: 'demo', steps: 2, seed: 1 })
  })

  suiteTeardown(() => set({ taskModel: undefined, steps: undefined, seed: undefined }))

  test('two prompts can be optimized at once', async () => {
    const before = await Promise.all([bytesOf(count), bytesOf(sort)])
    const [first, second] = [await startOptimizing<End>(count), await startOptimizing<End>(sort)]
    const ends = await Promise.all([first.ended, second.ended])
    assert.deepEqual(
      ends.map(end => [end?.type, end?.report.prompt.split('/').at(-1)]),
      [
        ['optimized', 'count-objects.prompt.md'],
        ['optimized', 'sort-words.prompt.md'],
      ],
    )
    assert.deepEqual(await Promise.all([bytesOf(count), bytesOf(sort)]), before)
    for (const prompt of [count, sort]) await vscode.commands.executeCommand('gpo.reject', prompt)
  })

  test('the tree of tests has each prompt with its cases', async () => {
    await vscode.window.showTextDocument(count)
    const controllers = await vscode.commands.executeCommand<readonly unknown[]>(
      'vscode.testing.getControllersWithTests',
    )
    assert.ok(controllers.length > 0)
  })

  test('a run on a file with unsaved changes is about the text as it stands there', async () => {
    const before = await bytesOf(sort)
    const { document } = await vscode.window.showTextDocument(sort)
    const edit = new vscode.WorkspaceEdit()
    const at = document.positionAt(document.getText().indexOf('Sort the words'))
    edit.insert(sort, at, 'Please be careful. ')
    await vscode.workspace.applyEdit(edit)
    const end = await optimize<End>(sort)
    assert.match(end?.report.initial.text ?? '', /^Please be careful\. Sort the words/)
    assert.equal(await bytesOf(sort), before, 'the file on disk is as it was')
    assert.ok(document.isDirty)
    await vscode.commands.executeCommand('gpo.reject', sort)
    await vscode.commands.executeCommand('workbench.action.files.revert')
    assert.equal(document.isDirty, false)
  })

  test('a report can be saved as Markdown, JSON, one HTML file and a picture', async () => {
    const [markdown, json] = [fileUri('report.md'), fileUri('report.json')]
    const [html, svg] = [fileUri('report.html'), fileUri('report.svg')]
    await vscode.commands.executeCommand('gpo.exportReport', count, 'html', html)
    await vscode.commands.executeCommand('gpo.exportReport', count, 'svg', svg)
    assert.match(await bytesOf(html), /^<!doctype html>[\s\S]*<svg [\s\S]*<\/html>\n$/)
    assert.match(await bytesOf(svg), /^<svg [\s\S]*class="best"[\s\S]*<\/svg>\n$/)
    await vscode.commands.executeCommand('gpo.exportReport', count, 'markdown', markdown)
    await vscode.commands.executeCommand('gpo.exportReport', count, 'json', json)
    const text = Buffer.from(await bytesOf(markdown), 'latin1').toString()
    assert.match(text, /^## Prompt optimization: `prompts\/count-objects\.prompt\.md`\n/)
    assert.match(text, /^> \*\*Simulated\.\*\*/m)
    assert.match(text, /^gpo optimize prompts\/count-objects\.prompt\.md \\$/m)
    const report: { steps: readonly unknown[]; written: boolean } = JSON.parse(await bytesOf(json))
    assert.equal(report.steps.length, 2)
    assert.equal(report.written, false)
    for (const file of [markdown, json, html, svg]) await vscode.workspace.fs.delete(file)
    await vscode.commands.executeCommand('workbench.action.closeAllEditors')
  })
})

interface End {
  readonly type: string
  readonly report: { readonly prompt: string; readonly initial: { readonly text: string } }
}
