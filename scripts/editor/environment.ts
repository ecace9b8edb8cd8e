import { findBrowser } from './browser.ts'
import { type Installed, installCodeServer } from './install.ts'

/** What it takes to open VS Code without a desktop. */
export interface Environment {
  readonly codeServer: Installed
  /** The path of a Chromium. */
  readonly browser: string
}

/** Finds or installs it. Gives a sentence where it cannot be had. */
export async function prepareEnvironment(): Promise<Environment | string> {
  try {
    const browser = await findBrowser()
    const codeServer = await installCodeServer()
    if (!codeServer.outputChannels)
      console.log('The editor’s logger is not compiled here: its output channels stay empty.')
    return { codeServer, browser }
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem)
  }
}
