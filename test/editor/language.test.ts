import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import type { Locator } from 'playwright-core'
import type { Server } from '../../scripts/editor/server.ts'
import { type ExamplesWindow, openExamples } from './examplesWindow.ts'
import type { EditorWindow } from './window/window.ts'

const themes = [
  ['light', 'Default Light Modern', '.monaco-workbench.vs'],
  ['dark', 'Default Dark Modern', '.monaco-workbench.vs-dark'],
  ['contrast', 'Default High Contrast', '.monaco-workbench.hc-black'],
] as const

const files = {
  'a.prompty': `---
name: Answer
model: {id: gpt-4o-mini, provider: openai}
---
system:
Answer in {{ language | title }}.
{% if context %}Use this: {{ context }}{% endif %}

user:
{{question}}
`,
  'b.prompt': `---
model: googleai/gemini-2.5-flash
input:
  schema: {text: string}
---
{{role "system"}}Classify the review.
{{#if photo}}{{media url=photo}}{{/if}}
{{role "user"}}{{text}} {{!-- the review --}}
`,
  'c.promptl': `---
model: gpt-4o
---
/* Short answers. */
<system>Be {{ tone }}.</system>
<user>{{ if $now }}{{ question }}{{ endif }}</user>
`,
  'd.prompt.md': `---
description: Sorts mail
---
# Sorting

Sort the mail into billing, bug or other.

{{mial}} \${input:folder:which one?}
`,
  'd.eval.yaml': `grader: includs
cases:
  - id: refund
    vars:
      mail: I want my money back.
      folder: inbox
    expected: billing
`,
} as const

let opened: ExamplesWindow | undefined
let server: Server
let window: EditorWindow

before(async () => {
  opened = await openExamples(
    'language',
    { 'workbench.colorTheme': themes[0][1], 'editor.minimap.enabled': false },
    async folder => {
      await mkdir(join(folder, 'language'))
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'language', name), text)
    },
  )
  ;({ server, window } = opened)
})

after(() => opened?.close())

test('placeholders and roles have colours of their own in every theme, and what is wrong is listed', async () => {
  await window.palette.command('View: Grid Editor Layout (2x2)')
  for (const name of ['a.prompty', 'b.prompt', 'c.promptl', 'd.prompt.md']) {
    await window.editor.goToEmptyGroup()
    await window.explorer.open(`language/${name}`)
  }
  await window.palette.command('Problems: Focus on Problems View')
  const listed = window.page.locator('.markers-panel .monaco-list-row')
  await listed.filter({ hasText: 'There is no grader "includs"' }).waitFor()
  await listed.filter({ hasText: 'No case has a value for the placeholder "mial"' }).waitFor()
  for (const [name, theme, shownBy] of themes) {
    await server.settings({ 'workbench.colorTheme': theme })
    await window.page.locator(shownBy).waitFor()
    await window.screenshot(`language-${name}`)
    const prose = await colourOf(wordIn('Answer in'))
    for (const word of ['question', 'photo', 'tone', 'mial'])
      assert.notEqual(await colourOf(wordIn(word)), prose, `${word} in ${theme}`)
    for (const role of ['system', 'role']) assert.notEqual(await colourOf(wordIn(role)), prose, `${role} in ${theme}`)
  }
})

/** A run of characters of one colour that is, but for spaces, these words. */
const wordIn = (words: string): Locator =>
  window.page
    .locator('.view-line span span', {
      hasText: new RegExp(String.raw`^\s*${words.replaceAll(' ', String.raw`\s`)}\s*\.?$`),
    })
    .first()

const colourOf = (word: Locator): Promise<string> =>
  word.evaluate(element => String(element.ownerDocument.defaultView?.getComputedStyle(element).color))
