import assert from 'node:assert/strict'
import { suite, suiteSetup, suiteTeardown, test } from 'mocha'
import * as vscode from 'vscode'
import type { RunEnd } from '../../../src/host/runs/workerRun.ts'
import { optimize } from './optimizing.ts'
import { watchWorkers } from './workers.ts'
import { actionsAt, bytesOf, fileUri, lensesOf, lineOf, set } from './workspace.ts'

suite('optimizing with the demo model', () => {
  const uri = fileUri('prompts/count-objects.prompt.md')
  let original: string

  suiteSetup(async () => {
    original = await bytesOf(uri)
    await set({ taskModel: 'demo', steps: 6, seed: 2 })
    await vscode.window.showTextDocument(uri)
  })

  suiteTeardown(() => set({ taskModel: undefined, steps: undefined, seed: undefined, evaluation: undefined }))

  test('evaluating scores the prompt and the lens says so', async () => {
    assert.equal(await endOf('gpo.evaluate', uri), 'evaluated')
    await lensesOf(uri, [/^GPO [\d.]+ % \[[\d.]+, [\d.]+\]$/])
  })

  test('ends with a refined prompt that waits, and leaves the file alone', async () => {
    assert.equal((await optimize<RunEnd>(uri))?.type, 'optimized')
    assert.equal(await bytesOf(uri), original)
    await lensesOf(uri, [/^Refined prompt [\d.]+ % → [\d.]+ % \(unseen\)$/, /Accept/, /Reject/, /More…/])
  })

  test('offers to accept, reject and review it by the light bulb', async () => {
    const line = await lineOf(uri, 'step by step')
    const titles = await actionsAt(uri, line, title => title === 'Accept the refined prompt')
    assert.ok(
      titles.includes('Reject the refined prompt') && titles.includes('Review the difference side by side'),
      titles.join(', '),
    )
  })

  test('side by side, the file stands beside the file as it would be', async () => {
    await vscode.commands.executeCommand('gpo.sideBySide', uri)
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input
    assert.ok(input instanceof vscode.TabInputTextDiff)
    const [left, right] = await Promise.all(
      [input.original, input.modified].map(side => vscode.workspace.openTextDocument(side)),
    )
    assert.ok(left && right)
    assert.equal(Buffer.from(left.getText()).toString('latin1'), original)
    assert.equal(headOf(right.getText()), headOf(original))
    assert.notEqual(right.getText(), left.getText())
  })

  test('accepting changes the prompt and nothing else', async () => {
    assert.equal(await vscode.commands.executeCommand('gpo.accept', uri), true)
    const accepted = await bytesOf(uri)
    assert.equal(headOf(accepted), headOf(original))
    assert.notEqual(accepted, original)
    assert.ok(accepted.endsWith('\n\n{{question}}\n'))
    await lensesOf(uri, [/^GPO/, /Optimize Prompt/])
  })

  test('one undo takes it back, byte for byte', async () => {
    const { document } = await vscode.window.showTextDocument(uri)
    await vscode.commands.executeCommand('undo')
    await document.save()
    assert.equal(await bytesOf(uri), original)
  })

  test('rejecting leaves the file alone and nothing waits', async () => {
    assert.equal((await optimize<RunEnd>(uri))?.type, 'optimized')
    await vscode.commands.executeCommand('gpo.reject', uri)
    assert.equal(await bytesOf(uri), original)
    await lensesOf(uri, [/^GPO/, /Optimize Prompt/])
  })

  test('a byte order mark and Windows line ends come out as they went in', async () => {
    const windows = fileUri('prompts/windows.prompt.md')
    const cases = await vscode.workspace.fs.readFile(fileUri('prompts/count-objects.eval.jsonl'))
    await vscode.workspace.fs.writeFile(fileUri('prompts/windows.eval.jsonl'), cases)
    await vscode.workspace.fs.writeFile(
      windows,
      Buffer.from(`\u00ef\u00bb\u00bf${original.replaceAll('\n', '\r\n')}`, 'latin1'),
    )
    assert.equal((await optimize<RunEnd>(windows))?.type, 'optimized')
    assert.equal(await vscode.commands.executeCommand('gpo.accept', windows), true)
    const accepted = await bytesOf(windows)
    assert.equal(headOf(accepted), `\u00ef\u00bb\u00bf${headOf(original).replaceAll('\n', '\r\n')}`)
    assert.ok(accepted.endsWith('\r\n\r\n{{question}}\r\n'))
    assert.doesNotMatch(accepted, /[^\r]\n/)
  })

  test('code that an eval set brings grades answers where it is allowed, and nowhere else', async () => {
    const greeting = fileUri('prompts/greeting.prompt.md')
    const grader = { name: 'javascript', value: 'output.length > 0 && typeof process === "undefined"' }
    const cases = ['Hi', 'Hey', 'Hello'].map(input => ({ id: input, input }))
    await vscode.workspace.fs.writeFile(greeting, Buffer.from('Answer the greeting.\n'))
    await vscode.workspace.fs.writeFile(
      fileUri('prompts/greeting.eval.json'),
      Buffer.from(JSON.stringify({ grader, cases })),
    )
    assert.equal(await endOf('gpo.evaluate', greeting), 'failed')
    await set({ allowCode: true })
    try {
      const end = await vscode.commands.executeCommand<RunEnd>('gpo.evaluate', greeting)
      assert.equal(end?.type, 'evaluated')
      assert.deepEqual([end.report.score, end.report.cases.map(({ error }) => error)], [1, [null, null, null]])
    } finally {
      await set({ allowCode: undefined })
    }
  })

  test('a run whose worker is killed ends as failed, and the next one runs', async () => {
    const workers = watchWorkers()
    try {
      await set({ steps: 50, seed: 2, evaluation: 'full' })
      const ended = optimize<RunEnd>(uri)
      const worker = await workers.next()
      await worker.terminate()
      assert.equal((await ended)?.type, 'failed')
    } finally {
      workers.stop()
    }
    await set({ steps: 1, seed: 3, evaluation: undefined })
    assert.equal(await endOf('gpo.evaluate', uri), 'evaluated')
    assert.equal(await bytesOf(uri), original)
  })
})

/** Runs a command that ends when its run has, and gives how that was. */
async function endOf(command: string, uri: vscode.Uri): Promise<unknown> {
  const end = await vscode.commands.executeCommand<{ readonly type: unknown } | undefined>(command, uri)
  return end?.type
}

/** The front matter with its fences. */
const headOf = (source: string): string => source.slice(0, source.indexOf('\n---') + '\n---'.length)
