import assert from 'node:assert/strict'
import { suite, suiteSetup, suiteTeardown, test } from 'mocha'
import * as vscode from 'vscode'
import { editorModelName, findEditorModel } from '../../../src/models/editorModel.ts'
import { optimize } from './optimizing.ts'
import { eventually, extension, fileUri, set } from './workspace.ts'

/** The end of a run, as far as it is looked at. */
interface End {
  readonly type: string
  readonly problem?: { readonly code: string }
  readonly resumable?: boolean
}

const vendor = 'gpo-tests'

/** How often each of the provider's models was asked, and the most requests at once. */
const requests = (): Thenable<Readonly<Record<string, number>>> => vscode.commands.executeCommand('gpoTests.requests')

async function evaluated(model: string): Promise<{ readonly text: string; readonly asked: number }> {
  await set({ taskModel: `vscode:${vendor}/${model}` })
  const before = (await requests())[model] ?? 0
  const result = await vscode.lm.invokeTool('gpo_evaluatePrompt', {
    input: { promptFile: 'prompts/count-objects.prompt.md' },
    toolInvocationToken: undefined,
  })
  const text = result.content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('')
  return { text, asked: ((await requests())[model] ?? 0) - before }
}

suite('the language models of VS Code', () => {
  suiteSetup(async () => {
    await extension().activate()
    const there = await eventually(
      async () => {
        const commands = await vscode.commands.getCommands(true)
        if (!commands.includes('gpoTests.requests'))
          await vscode.extensions.getExtension('gpo-tests.gpo-test-models')?.activate()
        return vscode.lm.selectChatModels({ vendor })
      },
      models => models.length > 0,
      'the models of the provider are there',
    )
    assert.ok(there.length > 5)
  })

  suiteTeardown(() => set({ taskModel: undefined, optimizerModel: undefined, steps: undefined, maxCalls: undefined }))

  test('are each found by their own name, and a family of two is refused with both', async () => {
    const all = await vscode.lm.selectChatModels({ vendor })
    for (const model of all) {
      const found = findEditorModel(editorModelName(model, all), all)
      assert.ok(found.ok && found.value.id === model.id)
    }
    const { text, asked } = await evaluated('twin')
    assert.match(text, /^Nothing was run\. VS Code has several models .*twin-1.*twin-2/)
    assert.equal(asked, 0)
    assert.match(
      (await evaluated('nobody')).text,
      /There is no model "vscode:gpo-tests\/nobody"\. Choose one of: .*fine/,
    )
  })

  test('that take less than the longest case has are told before they are asked', async () => {
    const { text, asked } = await evaluated('small')
    assert.match(
      text,
      /^Nothing was run\. The request is longer than VS Code's model gpo-tests\/small takes \(case .* and it takes 20\)/,
    )
    assert.equal(asked, 0)
  })

  for (const [model, says, most] of [
    ['blocked', /VS Code keeps GPO from asking VS Code's model gpo-tests\/blocked for now/, 4],
    ['quota', /The quota of VS Code's model gpo-tests\/quota is used up/, 4],
    ['rate', /limits the rate of requests \(.*\) and asks to wait 2 hours/, 4],
    ['not-allowed', /You have not allowed GPO to use VS Code's model gpo-tests\/not-allowed/, 4],
    ['gone', /VS Code has no model "vscode:gpo-tests\/gone" now/, 4],
    ['filtered', /The content filter of VS Code's model gpo-tests\/filtered/, 100],
    ['long', /The request is longer than VS Code's model gpo-tests\/long takes/, 100],
    ['failing', /VS Code's model gpo-tests\/failing failed \(The connection was lost\)/, 300],
  ] as const)
    test(`${model}: the run ends, in words that fit, after at most ${most} requests`, async () => {
      const { text, asked } = await evaluated(model)
      assert.match(text, says)
      assert.doesNotMatch(text, /the key|the network|its address/)
      assert.ok(asked >= 1 && asked <= most, `${asked} requests`)
      console.log(`    ${model}: ${asked} requests; ${text.split('\n')[0]}`)
    })

  for (const [kind, code] of [
    ['blocked', 'editor-blocks'],
    ['quota', 'quota-used'],
    ['rate', 'rate-limited'],
    ['not-allowed', 'not-allowed'],
    ['gone', 'model-gone'],
    ['failing', 'given-up'],
  ] as const)
    test(`${kind}, in the middle of a run: what was answered is kept, and resuming asks for none of it again`, async () => {
      const [model, prompt] = [`later-${kind}`, fileUri('prompts/count-objects.prompt.md')]
      const asked = async () => (await requests())[model] ?? 0
      await set({ taskModel: `vscode:${vendor}/${model}`, optimizerModel: 'demo', steps: 1, maxCalls: 400 })
      await vscode.commands.executeCommand('gpoTests.renew', false)
      const first = await optimize<End>(prompt)
      assert.deepEqual([first?.type, first?.problem?.code, first?.resumable], ['failed', code, true])
      const after = (await asked()) - 40
      assert.ok(after >= 1 && after <= (kind === 'failing' ? 30 : 4), `${after} requests after the first refusal`)
      await vscode.commands.executeCommand('gpoTests.renew', true)
      const second = await vscode.commands.executeCommand<End | undefined>('gpo.resume', prompt)
      assert.equal(second?.type, 'optimized', JSON.stringify(second?.problem))
      const again = await vscode.commands.executeCommand<Readonly<Record<string, number>>>('gpoTests.again')
      assert.equal(again[model] ?? 0, 0)
      console.log(
        `    ${model}: ${after} requests after the trouble began, ${(await asked()) - after - 40} after resuming`,
      )
      await vscode.commands.executeCommand('gpo.reject', prompt)
    }).timeout(120_000)

  for (const model of ['fine', 'twin-2', 'uncountable', 'cold', 'thinking'])
    test(`${model}: every case is answered, at most four at once`, async () => {
      const { text, asked } = await evaluated(model)
      assert.match(text, /^Score: .* on 100 cases/)
      assert.doesNotMatch(text, /failed and count for nothing/)
      assert.ok(asked >= 90 && asked <= 104, `${asked} requests`)
      assert.ok(((await requests()).highest ?? 0) <= 4)
    }).timeout(120_000)
})
