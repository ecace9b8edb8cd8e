import { type SecretStorage, window } from 'vscode'
import { isLocal, keyVariable } from '../../models/address.ts'
import type { ModelSpec } from '../../protocol/worker.ts'

/** API keys: stored in the editor's secret storage by provider and address, otherwise read from the environment. */
export class Keys {
  private readonly secrets: SecretStorage
  private readonly given = new Set<string>()

  constructor(secrets: SecretStorage) {
    this.secrets = secrets
  }

  /**
   * The keys of these models by base URL; asks once for each missing one. Undefined if the user cancels. It does not
   * ask about endpoints on this machine, and an empty answer means that the endpoint needs no key.
   */
  async collect(specs: readonly ModelSpec[]): Promise<Readonly<Record<string, string>> | undefined> {
    const keys: Record<string, string> = {}
    for (const spec of specs) {
      if (spec.kind !== 'openai' || spec.baseUrl in keys) continue
      const stored = await this.secrets.get(secretName(spec.provider, spec.baseUrl))
      const key = stored ?? process.env[keyVariable(spec.provider)] ?? (await this.askFor(spec.provider, spec.baseUrl))
      if (key === undefined) return undefined
      if (key === '') continue
      keys[spec.baseUrl] = key
      this.given.add(key)
    }
    return keys
  }

  /** The keys used since the window opened, so that they can be removed from logs. */
  handedOut(): readonly string[] {
    return [...this.given]
  }

  /** Asks for a key and stores it; undefined if the user cancels. */
  async ask(provider: string, baseUrl: string): Promise<string | undefined> {
    const key = await window.showInputBox({
      title: `API key for ${provider}`,
      prompt: `Sent to ${baseUrl} and kept in the editor's secret storage. Leave it empty if the endpoint needs none.`,
      password: true,
      ignoreFocusOut: true,
    })
    if (key !== undefined) await this.secrets.store(secretName(provider, baseUrl), key.trim())
    return key?.trim()
  }

  async forget(provider: string, baseUrl: string): Promise<void> {
    await this.secrets.delete(secretName(provider, baseUrl))
  }

  private askFor(provider: string, baseUrl: string): Promise<string | undefined> {
    return isLocal(baseUrl) ? Promise.resolve('') : this.ask(provider, baseUrl)
  }
}

/** The address is part of the name, so that a key is only sent to the address it was given for. */
const secretName = (provider: string, baseUrl: string): string => `gpo.key:${provider}@${baseUrl}`
