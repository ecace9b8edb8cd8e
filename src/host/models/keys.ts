import { type SecretStorage, window } from 'vscode'
import { isLocal, keyVariable } from '../../models/address.ts'
import type { ModelSpec } from '../../protocol/worker.ts'

/** API keys: kept in the editor's secret storage by provider and address, else read from the environment. */
export class Keys {
  private readonly secrets: SecretStorage
  private readonly given = new Set<string>()

  constructor(secrets: SecretStorage) {
    this.secrets = secrets
  }

  /**
   * The keys of these models by base URL, asking once for each that is missing. Undefined where the user backs out. An
   * endpoint on this machine is not asked about, and an empty answer means that the endpoint needs no key.
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

  /** The keys that were used since the window opened, so that they can be kept out of what is written. */
  handedOut(): readonly string[] {
    return [...this.given]
  }

  /** Asks for a key and keeps it; undefined where the user backs out. */
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

/** The address is part of the name, so that a key is never sent to another address than the one it was given for. */
const secretName = (provider: string, baseUrl: string): string => `gpo.key:${provider}@${baseUrl}`
