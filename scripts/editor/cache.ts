import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where what the editor tests need is kept between runs. It is outside the project, so that a clean checkout finds it again. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gpo-vscode-test')

/**
 * The folder `name` of the cache, filled by `fill` when it is not there yet. The filling happens beside it and a rename
 * puts it in place, so a folder that exists is whole; of two processes one fills and the other waits for it.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder, name)
  if (existsSync(folder)) return folder
  await mkdir(cacheFolder, { recursive: true })
  const unlock = await lock(join(cacheFolder, 'lock'))
  try {
    if (existsSync(folder)) return folder
    const part = `${folder}.part`
    await rm(part, { recursive: true, force: true })
    await mkdir(part)
    await fill(part)
    await rename(part, folder)
    return folder
  } finally {
    await unlock()
  }
}

/** A file that holds its owner's process id. One whose owner is gone belongs to nobody. */
async function lock(path: string): Promise<() => Promise<void>> {
  for (let told = false; ; ) {
    const file = await open(path, 'wx').catch(() => undefined)
    if (file) {
      await file.writeFile(String(process.pid))
      await file.close()
      return () => rm(path, { force: true })
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''))
    if (owner > 0 && !isRunning(owner)) await rm(path, { force: true })
    else if (!told) {
      told = true
      console.log(`Waiting for process ${owner}, which is installing into ${cacheFolder} ...`)
    }
    await sleep(500)
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
