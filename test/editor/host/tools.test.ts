import assert from 'node:assert/strict'
import { suite, suiteSetup, suiteTeardown, test } from 'mocha'
import * as vscode from 'vscode'
import { startOptimizing } from './optimizing.ts'
import { bytesOf, eventually, extension, fileUri, set } from './workspace.ts'

suite('the tools for agents', () => {
  const promptFile = 'prompts/count-objects.prompt.md'

  suiteSetup(async () => {
    await extension().activate()
    await set({ taskModel: 'demo', steps: 2, seed: 1 })
  })

  suiteTeardown(() => set({ taskModel: undefined, steps: undefined, seed: undefined }))

  test('are there, and say in their schema what they take', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('gpo_'))
    assert.deepEqual(ours.map(({ name }) => name).sort(), ['gpo_evaluatePrompt', 'gpo_optimizePrompt'])
    for (const { inputSchema } of ours) assert.match(JSON.stringify(inputSchema), /"required":\["promptFile"\]/)
  })

  test('evaluating gives the score and the first cases that did not pass, in few words', async () => {
    const text = await invoke('gpo_evaluatePrompt', { promptFile })
    assert.match(text, /^Score: \d+\.\d % \(95 % interval \d+\.\d % to \d+\.\d %\) on 100 cases; \d+ did not pass\.$/m)
    assert.match(text, /^- row \d+ \(".+"\): expected "\d+", answered "/m)
    assert.match(text, /simulated/)
    assert.ok(text.length < 6000, `${text.length} characters`)
  })

  test('optimizing gives the verdict and leaves the file to the user', async () => {
    const before = await bytesOf(fileUri(promptFile))
    const text = await invoke('gpo_optimizePrompt', { promptFile })
    assert.match(text, /than your prompt|from your prompt|No better prompt was found|Probably better, not proven/)
    assert.match(text, /Nothing was written/)
    assert.equal(await bytesOf(fileUri(promptFile)), before)
    await vscode.commands.executeCommand('gpo.reject', fileUri(promptFile))
  })

  test('an agent can lower the cap on requests', async () => {
    const text = await invoke('gpo_optimizePrompt', { promptFile: 'prompts/sort-words.prompt.md', maxCalls: 3 })
    assert.match(text, /^The run failed\. .*3.*/)
  })

  test('a prompt that is being optimized is left to that run', async () => {
    await set({ steps: 50, evaluation: 'full' })
    const { ended } = await startOptimizing(fileUri(promptFile))
    const text = await eventually(
      () => invoke('gpo_evaluatePrompt', { promptFile }),
      said => said.startsWith('Nothing was run. '),
      'it is under way',
    )
    assert.match(text, /is under way already/)
    await vscode.commands.executeCommand('gpo.cancel', fileUri(promptFile))
    await ended
    await set({ steps: 2, evaluation: undefined })
  })

  for (const [what, input, expected] of [
    ['a path that leads out of the workspace', { promptFile: '../../etc/passwd' }, /inside the workspace/],
    ['an absolute path elsewhere', { promptFile: '/etc/hosts.prompt.md' }, /inside the workspace/],
    ['a file that is no prompt', { promptFile: 'README.md' }, /not a prompt file/],
    ['a file that is not there', { promptFile: 'prompts/none.prompt.md' }, /no such file/],
    ['a prompt without an eval set', { promptFile: 'prompts/no-eval-set.prompt.md' }, /No eval set/],
  ] as const)
    test(`${what} is refused in a sentence`, async () => {
      const text = await invoke('gpo_evaluatePrompt', input)
      assert.match(text, /^Nothing was run\. /)
      assert.match(text, expected)
    })
})

async function invoke(name: string, input: object): Promise<string> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined })
  return result.content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('')
}
