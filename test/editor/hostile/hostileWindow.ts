import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Environment } from '../../../scripts/editor/environment.ts'
import { startServer } from '../../../scripts/editor/server.ts'
import { type Heard, listening, repeating, slow } from '../../hostile/endpoint.ts'
import { canary, keptIn, print } from '../../hostile/home.ts'
import { bundled, runBehind } from '../inHost.ts'
import { outputFolder } from '../places.ts'
import { openPage } from '../window/window.ts'
import { all, type Laid, layOut, partOf, providerOf, sharedCases } from './grounds.ts'
import type { Asked, Told, Written } from './host.ts'
import { exportForms, type Way } from './ways.ts'

/** What came of an attack in the editor. */
export interface Outcome {
  readonly name: string
  readonly asks: 'once' | 'never' | undefined
  /** Undefined where it was not reached. */
  readonly told: Told | undefined
  readonly requests: number
  /** Each is a promise that was broken; none is what there should be. */
  readonly broken: readonly string[]
}

/** What came of all of them in one window. */
export interface Outcomes {
  readonly ended: string
  readonly attacks: readonly Outcome[]
  /** Places in which the user's key was found. */
  readonly keyIn: readonly string[]
}

/** Every attack as a folder of one workspace, which the user trusts or does not. */
export async function amongHostile({ codeServer, browser }: Environment, isTrusted: boolean): Promise<Outcomes> {
  const [own, other] = [await listening(), await listening()]
  const at = (url: string, index: number) => `${new URL(url).origin}/${partOf(index)}/v1`
  const grounds = layOut(
    index => at(own.url, index),
    index => at(other.url, index),
  )
  const [result, request] = [join(outputFolder, 'hostile-result.json'), join(outputFolder, 'hostile-request.json')]
  await mkdir(outputFolder, { recursive: true })
  await rm(result, { force: true })
  const waysAt = (index: number): Way => (isTrusted ? wayOf(partOf(index), at(own.url, index)) : { is: 'evaluated' })
  await writeFile(request, JSON.stringify(askedOf(grounds.laid, result, isTrusted, waysAt)))
  const env = Object.fromEntries(all.map((_, index) => [`${providerOf(index).toUpperCase()}_API_KEY`, `sk-${canary}`]))
  const server = await startServer(codeServer, {
    testDriver: true,
    ...(!isTrusted && { trust: 'asked' }),
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
    env: { ...env, GPO_HOSTILE: request },
    log: join(outputFolder, 'hostile-server.log'),
  })
  // Endpoints are a setting of the machine, which in this window is the server's.
  const endpoints = all.map((_, index) => [providerOf(index), { baseUrl: at(own.url, index) }])
  await server.settings({ 'gpo.endpoints': Object.fromEntries(endpoints), 'gpo.concurrency': 2 })
  const page = await openPage(browser)
  try {
    const tests = await bundled('hostile/host.ts', 'hostile-host.cjs')
    const opened = { workspace: grounds.workspace }
    const failed = await runBehind(page, server.url, { tests, opened, minutes: 9, print: () => undefined }).catch(
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    const found: Written = existsSync(result)
      ? JSON.parse(readFileSync(result, 'utf8'))
      : { told: [], ended: failed ?? 'it wrote nothing' }
    const shown = await shownIn(page)
    return {
      ended: found.ended,
      attacks: grounds.laid.map((laid, index) => outcomeOf(laid, found.told[index] ?? undefined, partOf(index))),
      keyIn: [
        ...(keptIn(server.profile, canary) ? ['the profile of the editor, with its logs'] : []),
        ...(found.diagnostics?.includes(canary) === false
          ? []
          : ['the diagnostics that are copied, or there are none']),
        ...(shown.includes(canary) ? ['the window or a page in it'] : []),
      ],
    }
  } finally {
    await page.context().browser()?.close()
    await server.stop()
    for (const endpoint of [own, other]) {
      endpoint.server.closeAllConnections()
      endpoint.server.close()
    }
    grounds.remove()
  }

  function outcomeOf(laid: Laid, told: Told | undefined, name: string): Outcome {
    const heard = heardAt(own.heard, name)
    return {
      name: laid.attack.name,
      // What another command reads is only looked at here, and the prompt beside it is evaluated.
      asks: ['eval', 'resume', undefined].includes(laid.attack.typed?.[0]) ? laid.attack.asks : undefined,
      told,
      requests: heard.length,
      broken: [
        ...(print(laid.home) === laid.before.home ? [] : ['a file outside was written']),
        ...(readFileSync(join(laid.folder, 'a.prompt.md'), 'utf8') === laid.before.prompt
          ? []
          : ['the prompt was written']),
        ...(heard.some(({ body }) => body.includes(canary)) ? ['a secret was sent to the endpoint'] : []),
        ...(heardAt(other.heard, name).length > 0 ? ['an address was asked that the user did not name'] : []),
        ...(told?.said.includes(canary) ? ['a secret was shown'] : []),
        ...(keptIn(join(laid.folder, '.gpo'), canary) ? ['a secret was kept'] : []),
        ...(name === repeating && isTrusted ? brokenExports(laid.folder) : []),
        ...(name === slow && isTrusted && heard.length !== sharedCases
          ? [`${heard.length} requests were paid for ${sharedCases} cases`]
          : []),
      ],
    }
  }
}

const askedOf = (laid: readonly Laid[], result: string, isTrusted: boolean, wayAt: (index: number) => Way): Asked => ({
  result,
  isTrusted,
  attacks: laid.map(({ prompt, attack }, index) => ({
    prompt,
    way: attack.typed?.[0] === 'resume' ? { is: 'resumed' } : wayAt(index),
  })),
})

/** What is done in a folder; only the user's own are optimized, or evaluated at a terminal too. */
function wayOf(part: string, url: string): Way {
  if (part === repeating) return { is: 'exported' }
  if (part !== slow) return { is: 'evaluated' }
  const cli = join(import.meta.dirname, '../../../dist/cli.cjs')
  const typed = ['eval', 'a.prompt.md', '--task-model', 'm', '--base-url', url, '--concurrency', '1']
  return { is: 'shared', command: [process.execPath, cli, ...typed] }
}

function brokenExports(folder: string): readonly string[] {
  const texts = exportForms.map(form => {
    const path = join(folder, `report.${form}`)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  })
  return texts.flatMap((text, at) => [
    ...(text.length > 100 ? [] : [`there is no ${exportForms[at]}`]),
    ...(text.includes(canary) ? [`a secret is in the ${exportForms[at]}`] : []),
  ])
}

const heardAt = (heard: readonly Heard[], part: string): readonly Heard[] =>
  heard.filter(({ url }) => url.startsWith(`/${part}/`))

/** Everything that the window and the pages in it hold as text. */
async function shownIn(page: Page): Promise<string> {
  const texts = await Promise.all(page.frames().map(frame => frame.content().catch(() => '')))
  return texts.join('\n')
}
