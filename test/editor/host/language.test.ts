import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, suiteTeardown, test } from 'mocha'
import * as vscode from 'vscode'
import { eventually, fileUri, lineOf } from './workspace.ts'

suite('the language of prompts and eval sets', () => {
  const created: vscode.Uri[] = []

  /** Writes a file below `language/` and gives it. */
  async function written(path: string, text: string): Promise<vscode.Uri> {
    const uri = fileUri(`language/${path}`)
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text))
    created.push(uri)
    return uri
  }

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors')
    await vscode.workspace.fs.delete(fileUri('language'), { recursive: true })
  })

  test('an unpaired prompt has a hint on its first line, and a fix that creates an eval set', async () => {
    const prompt = await written('lonely.prompt.md', '---\ndescription: x\n---\nSort the mail.\n\n{{mail}}\n')
    await vscode.window.showTextDocument(prompt)
    await saidIn(prompt, ['4 Hint no-eval-set'])
    const fixes = await fixesIn(prompt, 3)
    assert.deepEqual(titlesOf(fixes), ['Create eval set', 'Choose eval set…'])
    await run(fixes[0])
    const evalSet = fileUri('language/lonely.eval.yaml')
    await eventually(
      () => vscode.window.activeTextEditor?.document.uri.toString(),
      uri => uri === evalSet.toString(),
      'the eval set opens',
    )
    await vscode.window.showTextDocument(prompt)
    await eventually(
      () => shownIn(prompt),
      shown => !shown.some(line => line.includes('no-eval-set')),
      'the hint goes',
    )
  })

  test('a misspelt placeholder is marked where it stands, mended from the light bulb, and one undo brings it back', async () => {
    const text = 'Sort the mail.\n\n{{mial}}\n'
    const prompt = await written('sort.prompt.md', text)
    const evalSet = await written('sort.eval.yaml', 'cases:\n  - id: a\n    vars:\n      mail: x\n    expected: y\n')
    const { document } = await vscode.window.showTextDocument(prompt)
    await saidIn(prompt, ['3:0-8 Warning unfilled-placeholder'])
    await saidIn(evalSet, ['4:6-10 Information unused-variable'])
    const fixes = await fixesIn(prompt, 2)
    assert.deepEqual(titlesOf(fixes), ['Change to "mail"', 'Open the eval set'])
    await run(fixes[0])
    assert.equal(document.getText(), 'Sort the mail.\n\n{{mail}}\n')
    await saidIn(prompt, [])
    await saidIn(evalSet, [])
    await vscode.commands.executeCommand('undo')
    assert.equal(document.getText(), text)
    await saidIn(prompt, ['3:0-8 Warning unfilled-placeholder'])
  })

  test('a variable that nothing asks for is put into the prompt from the eval set', async () => {
    const prompt = await written(
      'ask.prompt.yml',
      'messages:\n  - role: user\n    content: |-\n      Sort {{mail}}.\nname: x\n',
    )
    const evalSet = await written('ask.eval.jsonl', '{"mail":"x","language":"en","expected":"y"}\n')
    await vscode.window.showTextDocument(evalSet)
    await saidIn(evalSet, ['1:13-21 Information unused-variable'])
    const fixes = await fixesIn(evalSet, 0)
    assert.deepEqual(titlesOf(fixes), ['Insert {{language}} into the prompt'])
    await run(fixes[0])
    const document = await vscode.workspace.openTextDocument(prompt)
    assert.equal(
      document.getText(),
      'messages:\n  - role: user\n    content: |-\n      Sort {{mail}}.\n\n      {{language}}\nname: x\n',
    )
    assert.ok(document.isDirty)
    await vscode.window.showTextDocument(document)
    await saidIn(evalSet, [])
  })

  test('what is wrong with an eval set stands on its lines as it is typed, and an unknown grader is mended', async () => {
    await written('grade.prompt.md', 'Sort {{mail}}.\n')
    const evalSet = await written('grade.eval.yaml', 'cases:\n  - {id: a, mail: x, expected: y}\n')
    const { document } = await vscode.window.showTextDocument(evalSet)
    const edit = new vscode.WorkspaceEdit()
    edit.insert(evalSet, new vscode.Position(0, 0), 'grader: start-with\n')
    edit.insert(evalSet, new vscode.Position(2, 0), '  - {id: a, mail: z, expected: y}\n  - nothing\n')
    await vscode.workspace.applyEdit(edit)
    await saidIn(evalSet, ['1:8-18 Error unknown-grader', '4:9-10 Warning duplicate-id', '5 Error broken-row'])
    const fixes = await fixesIn(evalSet, 0)
    assert.equal(titlesOf(fixes)[0], 'Change to "starts-with"')
    await run(fixes[0])
    assert.equal(document.lineAt(0).text, 'grader: starts-with')
    await saidIn(evalSet, ['4:9-10 Warning duplicate-id', '5 Error broken-row'])
    const misnamed = new vscode.WorkspaceEdit()
    misnamed.replace(evalSet, document.lineAt(0).range, 'grader: {"type": "is-json"}')
    await vscode.workspace.applyEdit(misnamed)
    await saidIn(evalSet, ['1:10-14 Error unnamed-grader', '4:9-10 Warning duplicate-id', '5 Error broken-row'])
    const named = await fixesIn(evalSet, 0)
    assert.deepEqual(titlesOf(named), ['Write "name" instead'])
    await run(named[0])
    assert.equal(document.lineAt(0).text, 'grader: {"name": "is-json"}')
    await saidIn(evalSet, ['4:9-10 Warning duplicate-id', '5 Error broken-row'])
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
    await saidIn(evalSet, [])
  })

  test('an ambiguous pairing is settled from the light bulb, and that is remembered', async () => {
    const prompt = await written('two.prompt.md', 'Sort {{mail}}.\n')
    await written('two.eval.yaml', '- {mail: x, expected: y}\n')
    await written('two.eval.csv', 'mail,expected\nx,y\n')
    await vscode.window.showTextDocument(prompt)
    await saidIn(prompt, ['1 Warning ambiguous-eval-set'])
    const fixes = await fixesIn(prompt, 0)
    assert.deepEqual(titlesOf(fixes), [
      'Use two.eval.yaml as the eval set',
      'Use two.eval.csv as the eval set',
      'Choose eval set…',
    ])
    await run(fixes[1])
    await saidIn(prompt, [])
    await vscode.commands.executeCommand('gpo.chooseEvalSet', prompt, fileUri('language/two.eval.yaml').fsPath)
    await saidIn(prompt, [])
  })

  test('an eval set outside of the workspace that a caller names is not taken: the user is asked instead', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'gpo-outside-'))
    try {
      const prompt = await written('named.prompt.md', 'Sort {{mail}}.\n')
      writeFileSync(join(outside, 'named.eval.yaml'), '- {mail: x, expected: y}\n')
      await vscode.window.showTextDocument(prompt)
      await saidIn(prompt, ['1 Hint no-eval-set'])
      let isAnswered = false
      const choosing = vscode.commands
        .executeCommand('gpo.chooseEvalSet', prompt, join(outside, 'named.eval.yaml'))
        .then(() => {
          isAnswered = true
        })
      await new Promise(resolve => setTimeout(resolve, 1000))
      assert.equal(isAnswered, false)
      while (!isAnswered) {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen')
        await new Promise(resolve => setTimeout(resolve, 200))
      }
      await choosing
      await saidIn(prompt, ['1 Hint no-eval-set'])
    } finally {
      rmSync(outside, { recursive: true })
    }
  })

  test('a placeholder tells the values that it takes, as code, and where they stand', async () => {
    const prompt = await written('hover.prompt.md', 'Sort {{mail}}.\n')
    await written(
      'hover.eval.jsonl',
      '{"mail":"**bold** [x](command:y)","expected":"y"}\n{"mail":"```","expected":"y"}\n',
    )
    await vscode.window.showTextDocument(prompt)
    const [text = ''] = await hoversAt(prompt, 0, 8)
    assert.match(text, /2 values of mail in 2 cases:/)
    assert.match(text, /````*plaintext\n\*\*bold\*\* \[x\]\(command:y\)\n```\n````*/)
    assert.match(text, /\[.*hover\.eval\.jsonl\]\(<file:\/\/\/.*\/language\/hover\.eval\.jsonl>\)/)
    assert.deepEqual(await hoversAt(prompt, 0, 1), [])
  })

  test('eval sets are completed with keys, graders and the placeholders of their prompt', async () => {
    await written('word.prompt.md', 'Sort {{mail}} in {{language}}.\n')
    const yaml = await written(
      'word.eval.yaml',
      'grader: \ncases:\n  - id: a\n    vars:\n      mail: x\n      \n    \n',
    )
    assert.deepEqual((await completedAt(yaml, 0, 8)).slice(0, 3), ['answer', 'equals', 'includes'])
    assert.deepEqual(await completedAt(yaml, 5, 6), ['language: '])
    const keys = ['expected: ', 'grader: ', 'split: ', 'draft: ', 'disputed: ', 'mail: ', 'language: ']
    assert.deepEqual(await completedAt(yaml, 6, 4), keys)
    const json = await written('word.eval.json', '{"cases": [{"mail": "x", }]}\n')
    assert.deepEqual(await completedAt(json, 0, 25), ['"language": '])
    // The editor's own JSON support completes what stands in the schema; nothing is offered twice.
    const labels = (await completionsAt(json, 0, 25)).map(({ label }) =>
      typeof label === 'string' ? label : label.label,
    )
    assert.equal(labels.filter(label => label === 'expected').length, 1, labels.join())
    const jsonl = await written('word.eval.jsonl', '{"mail": "x", "grader": ""}\n')
    assert.ok((await completedAt(jsonl, 0, 25)).includes('number'))
  })

  test('keys and graders of an eval set are explained', async () => {
    const yaml = await written('explain.eval.yaml', 'grader: number\ncases:\n  - expected: 3\n')
    await vscode.window.showTextDocument(yaml)
    assert.match((await hoversAt(yaml, 0, 10)).join(), /The number that the reply ends on/)
    assert.match((await hoversAt(yaml, 2, 6)).join(), /The reference answer/)
  })

  test('an eval set in JSON is validated by the schema that comes with the extension', async () => {
    const json = await written(
      'schema.eval.json',
      '{"grader": "exact", "cases": [{"mail": "x", "expected": "y", "split": "trn"}]}\n',
    )
    await vscode.window.showTextDocument(json)
    await eventually(
      () => vscode.languages.getDiagnostics(json).filter(({ source }) => source !== 'GPO'),
      found => found.some(({ message }) => /"train", "validation", "test"/.test(message)),
      'what the schema says',
      20,
    )
  })

  test('other files in a folder of eval sets are left alone', async () => {
    const other = await written('evals/settings.json', '{"retries": 3}\n')
    const named = await written('named.eval.json', '{"retries": 3}\n')
    await vscode.window.showTextDocument(other)
    await vscode.window.showTextDocument(named, { viewColumn: vscode.ViewColumn.Beside })
    await saidIn(named, ['1 Error eval-set-unparsable'])
    await saidIn(other, [])
  })

  for (const [name, language] of [
    ['a.prompty', 'prompty'],
    ['a.prompt', 'dotprompt'],
    ['a.promptl', 'promptl'],
  ] as const)
    test(`${name} is ${language}`, async () => {
      const document = await vscode.workspace.openTextDocument(await written(name, '{{x}}\n'))
      assert.equal(document.languageId, language)
    })

  test('what is wrong goes when neither the prompt nor the eval set is open', async () => {
    const prompt = fileUri('language/sort.prompt.md')
    await vscode.window.showTextDocument(prompt)
    await eventually(
      () => shownIn(prompt),
      shown => shown.length > 0,
      'something is wrong',
    )
    await lineOf(prompt, '{{')
    await vscode.commands.executeCommand('workbench.action.closeAllEditors')
    await saidIn(prompt, [])
    await saidIn(fileUri('language/sort.eval.yaml'), [])
  })
})

/** What GPO says of a file: line from 1, columns where they are not the whole line, severity and code. */
const shownIn = (uri: vscode.Uri): string[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, code }) => source === 'GPO' && code !== 'refined-prompt')
    .map(({ range, severity, code }) => {
      const columns = range.end.character > 1000 ? '' : `:${range.start.character}-${range.end.character}`
      return `${range.start.line + 1}${columns} ${vscode.DiagnosticSeverity[severity]} ${String(code)}`
    })
    .sort()

async function saidIn(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  await eventually(
    () => shownIn(uri),
    shown => shown.join('\n') === [...expected].sort().join('\n'),
    `${uri.path}: ${expected.join(', ') || 'nothing'}`,
  )
}

async function fixesIn(uri: vscode.Uri, line: number): Promise<vscode.CodeAction[]> {
  const range = new vscode.Range(line, 0, line, 200)
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  )
}

const titlesOf = (fixes: readonly vscode.CodeAction[]): string[] => fixes.map(({ title }) => title)

/** Does what choosing the action does. */
async function run(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action)
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit))
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []))
}

async function hoversAt(uri: vscode.Uri, line: number, character: number): Promise<string[]> {
  const position = new vscode.Position(line, character)
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position)
  return hovers.flatMap(({ contents }) =>
    contents.map(content => (content instanceof vscode.MarkdownString ? content.value : '')),
  )
}

/** What GPO would write there, in its order. */
async function completedAt(uri: vscode.Uri, line: number, character: number): Promise<string[]> {
  const items = await completionsAt(uri, line, character)
  return items.filter(({ detail }) => detail === 'GPO').map(({ insertText }) => String(insertText))
}

async function completionsAt(uri: vscode.Uri, line: number, character: number): Promise<vscode.CompletionItem[]> {
  await vscode.window.showTextDocument(uri)
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    new vscode.Position(line, character),
  )
  return list.items
}
