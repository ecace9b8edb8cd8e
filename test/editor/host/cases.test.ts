import assert from 'node:assert/strict'
import { suite, suiteSetup, suiteTeardown, test } from 'mocha'
import * as vscode from 'vscode'
import { bytesOf, eventually, fileUri, lensesOf, set } from './workspace.ts'

suite('making cases', () => {
  const prompt = fileUri('making/topic.prompt.md')
  const evalSet = fileUri('making/topic.eval.yaml')
  const drafts = fileUri('making/topic.drafts.yaml')
  const config = vscode.workspace.getConfiguration('gpo')
  const before = config.inspect('taskModel')?.globalValue

  suiteSetup(async () => {
    await set({ taskModel: 'demo' })
    await vscode.workspace.fs.writeFile(
      prompt,
      Buffer.from(
        'Say what the ticket is about.\nTopics: billing, delivery, account, bug, feature\n\nTicket: {{ticket}}\n',
      ),
    )
  })

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors')
    await vscode.workspace.fs.delete(fileUri('making'), { recursive: true })
    await set({ taskModel: before })
  })

  const run = (name: string, ...args: readonly unknown[]) => vscode.commands.executeCommand(`gpo.${name}`, ...args)
  /** Takes the first item of every list that is shown, until a command has ended: a list may come late. */
  async function takingFirst(command: Thenable<unknown>): Promise<void> {
    let isOver = false
    const ended = Promise.resolve(command).finally(() => {
      isOver = true
    })
    while (!isOver) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 500))])
    }
    await ended
  }
  const textOf = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText()

  test('from a prompt without cases: the empty set opens without an error', async () => {
    await run('createEvalSet', prompt, 'empty')
    const text = await textOf(evalSet)
    assert.match(
      text,
      /^# Cases for the prompt[\s\S]*- id: case-1\n {4}vars:\n {6}ticket: ""\n {4}expected: ""\n {4}draft: true\n/,
    )
    await eventually(
      () => vscode.languages.getDiagnostics(evalSet).map(({ code, severity }) => `${code} ${severity}`),
      found => found.length === 2 && found.every(one => one === `case-draft ${vscode.DiagnosticSeverity.Information}`),
      'two notes and no error',
    )
    await vscode.commands.executeCommand('workbench.action.closeAllEditors')
    await vscode.workspace.fs.delete(evalSet)
  })

  test('a copied table is added to the eval set, after its preview', async () => {
    await vscode.env.clipboard.writeText('Ticket\tTopic\nI paid twice.\tbilling\nIt crashes.\tbug\n')
    const making = run('addCases', prompt)
    await new Promise(resolve => setTimeout(resolve, 1500))
    // The second of the sources is the clipboard; drafting stands first.
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext')
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
    await takingFirst(making)
    assert.match(
      await bytesOf(evalSet),
      /cases:\n {2}- vars:\n {6}ticket: I paid twice\.\n {4}expected: billing\n {2}- vars:/,
    )
  })

  test('drafts are made in the worker, and open with lenses', async () => {
    await takingFirst(run('draftCases', prompt))
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), drafts.toString())
    assert.match(await bytesOf(drafts), /draft:\n {6}rule: The right answer is "billing"\.\n {6}kind: ordinary\n/)
    await lensesOf(drafts, [/^\d+ drafts?$/, /Accept$/, /Reject$/, /Answer of the Prompt$/])
  })

  test('the prompt answers a draft, and the draft at the caret is accepted: the rest of the set keeps every byte', async () => {
    const marked = Buffer.from((await bytesOf(evalSet)).replaceAll('\n', '\r\n'), 'latin1')
    await vscode.workspace.fs.writeFile(evalSet, marked)
    const first = /- id: (\S+)/.exec(await textOf(drafts))?.[1]
    const answer = await run('answerDraft', drafts, first)
    assert.equal(typeof answer, 'string')
    await lensesOf(drafts, [/The prompt (passes|fails) with “/])
    await run('acceptDraft', drafts)
    const after = Buffer.from(await bytesOf(evalSet), 'latin1')
    assert.ok(after.subarray(0, marked.length).equals(marked))
    assert.match(after.subarray(marked.length).toString(), /^ {2}- vars:\r\n {6}ticket: /)
    assert.ok(!(await textOf(drafts)).includes(`id: ${first}\n`))
    const second = /- id: (\S+)/.exec(await textOf(drafts))?.[1]
    await run('rejectDraft', drafts)
    assert.ok(!(await textOf(drafts)).includes(`id: ${second}\n`))
    assert.equal((await bytesOf(evalSet)).length, after.length)
  })

  test('one undo in the eval set takes the accepted case back', async () => {
    const accepted = await bytesOf(evalSet)
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(evalSet))
    await vscode.commands.executeCommand('undo')
    const text = await textOf(evalSet)
    assert.ok(text.length < accepted.length && accepted.startsWith(text.replace(/\r?\n/g, '\r\n')))
    await vscode.commands.executeCommand('redo')
    await vscode.workspace.saveAll()
  })

  test('a case that is there twice is dropped or disputed from its line, and a draft accepted', async () => {
    const doubled = fileUri('making/twice.eval.yaml')
    await vscode.workspace.fs.writeFile(fileUri('making/twice.prompt.md'), Buffer.from('Sort {{mail}}.\n'))
    const source =
      'cases:\n  - {id: a, mail: x, expected: y}\n  - {id: b, mail: x, expected: y}\n  - id: c\n    mail: z\n    expected: y\n    draft: true\n'
    await vscode.workspace.fs.writeFile(doubled, Buffer.from(source))
    const { document } = await vscode.window.showTextDocument(doubled)
    const fixes = (line: number) =>
      eventually(
        () =>
          vscode.commands.executeCommand<vscode.CodeAction[]>(
            'vscode.executeCodeActionProvider',
            doubled,
            new vscode.Range(line, 0, line, 0),
          ),
        found => found.some(({ title }) => title === 'Drop this case'),
        `fixes on line ${line}`,
      )
    const apply = async (line: number, title: string) => {
      const fix = (await fixes(line)).find(one => one.title === title)
      assert.ok(fix?.edit, title)
      await vscode.workspace.applyEdit(fix.edit)
    }
    await apply(6 - 3, 'Accept this case')
    assert.equal(document.getText(), source.replace('    draft: true\n', ''))
    await apply(2, 'Mark as disputed: it is not scored')
    assert.match(document.getText(), /\{id: b, mail: x, expected: y, disputed: true\}/)
    await vscode.commands.executeCommand('undo')
    await apply(2, 'Drop this case')
    assert.equal(
      document.getText(),
      'cases:\n  - {id: a, mail: x, expected: y}\n  - id: c\n    mail: z\n    expected: y\n',
    )
    await document.save()
  })
})
