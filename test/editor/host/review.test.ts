import assert from 'node:assert/strict'
import { suite, suiteSetup, suiteTeardown, test } from 'mocha'
import * as vscode from 'vscode'
import { endWith, guessing, writeGuessing } from '../refined.ts'
import { optimize } from './optimizing.ts'
import { eventually, fileUri, lensesOf, set } from './workspace.ts'

suite('reviewing a refined prompt change by change', () => {
  const uri = fileUri(guessing.path)
  let runId: string

  suiteSetup(async () => {
    await writeGuessing(fileUri('').fsPath)
    await set({ taskModel: 'demo', steps: 1, seed: 1 })
    await optimize(uri)
    await vscode.commands.executeCommand('gpo.reject', uri)
    runId = await endWith(fileUri('').fsPath, guessing.refined)
  })

  suiteTeardown(() => set({ taskModel: undefined, steps: undefined, seed: undefined }))

  test('shows every change where it stands, and leaves the document alone', async () => {
    await vscode.commands.executeCommand('gpo.review', uri, runId)
    await lensesOf(uri, [/^Refined prompt 45\.0 % → 85\.0 % \(unseen\)$/, /^Accept all$/, /^Reject all$/, /^More…$/])
    assert.deepEqual(await changesShown(), ['1 of 4 on 1', '2 of 4 on 3', '3 of 4 on 3', '4 of 4 on 7'])
    assert.equal(await textNow(), guessing.initial)
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString())
  })

  test('the keyboard leads from change to change, and round', async () => {
    const selected: string[] = []
    for (let count = 0; count < 4; count++) {
      await vscode.commands.executeCommand('gpo.nextChange')
      const { document, selection } = editor()
      selected.push(document.getText(selection))
    }
    assert.deepEqual(selected, [
      'guess quickly',
      ' You may skip things that look alike.',
      'a few friendly words about the result',
      '',
    ])
    await vscode.commands.executeCommand('gpo.previousChange')
    assert.equal(editor().document.getText(editor().selection), 'a few friendly words about the result')
  })

  test('the light bulb offers what the lenses do, and prefers to accept', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      rangeOf('quickly'),
    )
    const [first] = actions.filter(({ title }) => title === 'Accept: “guess quickly” → “count one by one”')
    assert.ok(first, actions.map(({ title }) => title).join(', '))
    assert.equal(first.isPreferred, true)
    assert.equal(first.kind?.value, vscode.CodeActionKind.QuickFix.value)
    assert.ok(actions.some(({ title }) => title === 'Reject: “guess quickly” → “count one by one”'))
  })

  test('accepts the change at the caret in one edit, and the others go on waiting', async () => {
    caretAt('quickly')
    assert.equal(await vscode.commands.executeCommand('gpo.acceptChange'), true)
    assert.equal(await textNow(), guessing.initial.replace('guess quickly', 'count one by one'))
    assert.equal(editor().document.isDirty, false)
    await changesAre(['1 of 4 on 1', '3 of 4 on 3', '4 of 4 on 7'])
  })

  test('an undo makes it wait again, and a redo accepts it again', async () => {
    await vscode.commands.executeCommand('undo')
    assert.equal(await textNow(), guessing.initial)
    await changesAre(['1 of 4 on 1', '2 of 4 on 3', '3 of 4 on 3', '4 of 4 on 7'])
    await vscode.commands.executeCommand('redo')
    await changesAre(['1 of 4 on 1', '3 of 4 on 3', '4 of 4 on 7'])
  })

  test('a line written above moves the changes along', async () => {
    await insert('You are given', 'Be kind.\n')
    await changesAre(['1 of 4 on 2', '3 of 4 on 4', '4 of 4 on 8'])
  })

  test('words written inside a change are in conflict, and taking them back ends it', async () => {
    await insert('friendly', 'very ')
    await eventually(
      hints,
      found => found.some(hint => hint.startsWith('Change 4 of 4 meets your own edit')),
      'a conflict',
    )
    assert.equal(await vscode.commands.executeCommand('gpo.acceptChange', uri, await idOf(4)), false)
    assert.ok((await textNow()).includes('a few very friendly words'))
    await vscode.commands.executeCommand('undo')
    await eventually(hints, found => found.some(hint => hint.startsWith('Change 4 of 4 waits')), 'the conflict is gone')
  })

  test('accepts a change that was moved along, at its new place', async () => {
    assert.equal(await vscode.commands.executeCommand('gpo.acceptChange', uri, await idOf(1)), true)
    assert.ok(
      (await textNow()).startsWith('Be kind.\nYou are given a question about a list of things. Write down every'),
    )
  })

  test('a rejected change is gone, and its words stay', async () => {
    assert.equal(await vscode.commands.executeCommand('gpo.rejectChange', uri, await idOf(3)), true)
    assert.ok((await textNow()).includes('You may skip things that look alike.'))
    await changesAre(['4 of 4 on 8'])
  })

  test('what was accepted so far has a score of its own, beside both others', async () => {
    const score = await vscode.commands.executeCommand<{ score: number; cases: number } | undefined>(
      'gpo.evaluateThis',
      uri,
    )
    assert.equal(score?.cases, 40)
    await lensesOf(uri, [/^This text [\d.]+ % \[[\d.]+, [\d.]+\]$/])
  })

  test('every change carries its own effect, with an interval', async () => {
    const effects = await vscode.commands.executeCommand<Record<string, { interval: number[] }> | undefined>(
      'gpo.explainChanges',
      uri,
    )
    assert.deepEqual(
      Object.values(effects ?? {}).map(({ interval }) => interval.length),
      [2, 2, 2, 2],
    )
  })

  test('with the last change decided, nothing waits; an undo brings it back', async () => {
    assert.equal(await vscode.commands.executeCommand('gpo.accept', uri), true)
    await lensesOf(uri, [/Optimize Prompt/])
    await vscode.window.showTextDocument(uri)
    await vscode.commands.executeCommand('undo')
    await changesAre(['4 of 4 on 8'])
    await vscode.commands.executeCommand('gpo.reject', uri)
    await lensesOf(uri, [/Optimize Prompt/])
  })

  test('what was rejected can be reconsidered, one change and all of them', async () => {
    await vscode.commands.executeCommand('gpo.reconsider', uri)
    await changesAre(['3 of 4 on 4', '4 of 4 on 8'])
    await vscode.commands.executeCommand('gpo.rejectChange', uri, await idOf(3))
    await changesAre(['4 of 4 on 8'])
    await lensesOf(uri, [/^Reconsider 1$/])
    await vscode.commands.executeCommand('gpo.reconsider', uri)
    await changesAre(['3 of 4 on 4', '4 of 4 on 8'])
    await vscode.commands.executeCommand('gpo.reject', uri)
    await lensesOf(uri, [/Optimize Prompt/])
  })

  test('side by side shows what accepting would write: nothing that was rejected', async () => {
    await vscode.commands.executeCommand('gpo.reconsider', uri)
    await vscode.commands.executeCommand('gpo.rejectChange', uri, await idOf(3))
    await vscode.commands.executeCommand('gpo.sideBySide', uri)
    const shown = await eventually(
      async () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'gpo-refined')?.getText() ?? '',
      text => text !== '',
      'the document beside',
    )
    await vscode.commands.executeCommand('gpo.accept', uri)
    assert.equal(`${guessing.head}${await textNow()}\n`, shown)
    await vscode.window.showTextDocument(uri)
    await vscode.commands.executeCommand('undo')
    await vscode.commands.executeCommand('gpo.reject', uri)
  })

  test('what was rejected does not come back when words of one’s own are undone', async () => {
    await vscode.commands.executeCommand('gpo.review', uri, runId)
    await lensesOf(uri, [/^Accept/, /^Reject/])
    await vscode.commands.executeCommand('gpo.reject', uri)
    await insert('You are given', 'Well, ')
    await vscode.commands.executeCommand('undo')
    assert.ok(!(await textNow()).includes('Well, '))
    assert.deepEqual(await changesShown(), [])
    await lensesOf(uri, [/Optimize Prompt/])
  })

  test('a renamed file takes along what waits for it, and a file that is gone is said to be', async () => {
    await vscode.commands.executeCommand('gpo.review', uri, runId)
    const before = await changesShown()
    const renamed = fileUri('prompts/renamed.prompt.md')
    await rename(uri, renamed)
    await eventually(
      () => changesShown(renamed),
      shown => shown.join() === before.join(),
      'the changes are shown there',
    )
    assert.equal(await vscode.commands.executeCommand('gpo.accept', uri), undefined, 'there is nothing to write to')
    await rename(renamed, uri)
    await eventually(
      () => changesShown(),
      shown => shown.join() === before.join(),
      'the changes are shown again',
    )
    await vscode.commands.executeCommand('gpo.reject', uri)
  })

  /** The changes that wait, with their lines counted from 1 within the text. */
  async function changesShown(file = uri): Promise<string[]> {
    await vscode.workspace.openTextDocument(file)
    return marks(file).flatMap(({ message, range }) => {
      const number = /^Change (\d of \d)/.exec(message)?.[1]
      return number === undefined ? [] : [`${number} on ${range.start.line - 2}`]
    })
  }

  const marks = (file = uri): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(file).filter(({ code }) => code === 'refined-prompt')

  const hints = async (): Promise<readonly string[]> => marks().map(({ message }) => message)

  const changesAre = (wanted: readonly string[]) =>
    eventually(
      () => changesShown(),
      found => found.join() === wanted.join(),
      `changes ${wanted.join(', ')}`,
    )

  async function idOf(number: number): Promise<unknown> {
    const mark = marks().find(({ message }) => message.startsWith(`Change ${number} of`))
    assert.ok(mark, `change ${number} waits`)
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      mark.range,
    )
    return actions.find(({ title }) => title.startsWith('Reject:'))?.command?.arguments?.[1]
  }

  async function textNow(): Promise<string> {
    const text = (await vscode.workspace.openTextDocument(uri)).getText()
    assert.ok(text.startsWith(guessing.head) && text.endsWith('\n'))
    return text.slice(guessing.head.length, -1)
  }

  function editor(): vscode.TextEditor {
    const { activeTextEditor } = vscode.window
    assert.ok(activeTextEditor)
    return activeTextEditor
  }

  function rangeOf(words: string): vscode.Range {
    const { document } = editor()
    const start = document.getText().indexOf(words)
    assert.ok(start >= 0, words)
    return new vscode.Range(document.positionAt(start), document.positionAt(start + words.length))
  }

  function caretAt(words: string): void {
    const { start } = rangeOf(words)
    editor().selection = new vscode.Selection(start, start)
  }

  async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    const edit = new vscode.WorkspaceEdit()
    edit.renameFile(from, to)
    assert.ok(await vscode.workspace.applyEdit(edit))
  }

  async function insert(before: string, text: string): Promise<void> {
    const { start } = rangeOf(before)
    await editor().edit(edit => edit.insert(start, text))
  }
})
